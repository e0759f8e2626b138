package schema

// orNull turns the empty string, which stands for "not known" in an Article,
// into the NULL of a table.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func realOrNull(f *float64) any {
	if f == nil {
		return nil
	}
	return *f
}

// Cells gives the article's own columns in the order Tables lists them, from
// uid to confidence: article_id and capture_id are the file's business. NULL is
// nil; integers and booleans are int64.
func (a *Article) Cells() []any {
	d := a.derived()
	var tdm any
	if a.TDMReserved != nil {
		tdm = int64(0)
		if *a.TDMReserved {
			tdm = int64(1)
		}
	}
	var confidence any
	if a.Confidence != 0 {
		confidence = int64(a.Confidence)
	}
	return []any{
		string(a.UID), orNull(a.URL), orNull(a.Site), orNull(a.Publisher),
		orNull(a.Channel), orNull(a.Kicker), a.Title, orNull(a.Subtitle), orNull(a.Source),
		orNull(a.PublishedAt), orNull(a.PublishedOn), orNull(a.PublishedZone),
		orNull(a.ModifiedAt), orNull(a.Lang), orNull(a.Summary), d.text, d.chars,
		orNull(a.License), orNull(a.Rights), tdm, orNull(a.Split),
		d.sha256, orNull(string(a.NearDuplicateOf)), int64(a.Repairs), int64(a.Unresolved), confidence,
	}
}

// ChildRows gives the rows of one child table in order, as Tables lists its
// columns but without the first, which names the article; the position or seq comes first.
func (a *Article) ChildRows(table string) [][]any {
	var rows [][]any
	add := func(cells ...any) { rows = append(rows, append([]any{int64(len(rows))}, cells...)) }
	switch table {
	case "blocks":
		for _, b := range a.Blocks {
			add(string(b.Kind), b.Text)
		}
	case "credits":
		for _, c := range a.Credits {
			add(string(c.Role), c.Name)
		}
	case "breadcrumbs":
		for _, l := range a.Breadcrumbs {
			add(l)
		}
	case "tags":
		for _, t := range a.Tags {
			add(t)
		}
	case "images":
		for _, i := range a.Images {
			add(orNull(i.URL), orNull(i.Caption), orNull(i.Credit))
		}
	case "quantities":
		for _, q := range a.Quantities {
			add(q.Field, int64(q.Position), int64(q.Start), int64(q.End), q.Raw, q.Value, realOrNull(q.ValueHigh),
				q.Unit, q.Modifier, orNull(q.Noun), orNull(q.Subject))
		}
	case "dates":
		for _, d := range a.Dates {
			relative := int64(0)
			if d.Relative {
				relative = 1
			}
			add(d.Field, int64(d.Position), int64(d.Start), int64(d.End), d.Raw, d.Value, d.Precision, relative)
		}
	case "entities":
		for _, e := range a.Entities {
			add(e.Field, int64(e.Position), int64(e.Start), int64(e.End), e.Raw, string(e.Kind), e.Name, orNull(e.Role))
		}
	case "annotations":
		for _, n := range a.Annotations {
			add(n.Field, int64(n.Position), int64(n.Start), int64(n.End), string(n.Kind), n.Name, realOrNull(n.Score), n.MadeBy)
		}
	default:
		panic("schema: no child table " + table)
	}
	return rows
}

// AppendItems adds items to the list that one child table holds: its cells
// without the name of the article and position. It panics for a table that is no child of
// articles, and for cells of the wrong type.
func (a *Article) AppendItems(table string, items [][]any) { articleSetters[table](a, items) }
