package names

import (
	"strings"

	"dabao/schema"
	"dabao/schema/fulltext"
)

// aliases are the forms of names that an article ties to a fuller one: the kind
// and the form, to the full form. Where two full ones claim a form it is bound
// to none.
type aliases map[alias]string

type alias struct {
	kind schema.EntityKind
	form string
}

func (a aliases) tie(kind schema.EntityKind, form, full string) {
	if form == full || form == "" || full == "" {
		return
	}
	key := alias{kind, form}
	if old, ok := a[key]; ok && old != full {
		full = ""
	}
	a[key] = full
}

// nameRows sets the names of rows: the full form where the article ties the one
// printed to exactly one, in the text's own script, else the form printed.
func nameRows(rows []schema.Entity, a aliases) {
	for i := range rows {
		e := &rows[i]
		for range 3 { // 县委 → 泸县县委; never in circles
			full := a[alias{e.Kind, e.Name}]
			if full == "" {
				break
			}
			e.Name = full
		}
	}
}

// tieChinese ties what the rows of a Chinese article show: a place without the
// ending of its division, a body that begins with the level of a place, the last
// part of a foreign name, a given name, the short form of a company, and what it
// spells out.
func tieChinese(rows []schema.Entity, spelled [][2]string) aliases {
	a := aliases{}
	for _, s := range spelled {
		a.tie(schema.Org, s[0], s[1])
	}
	seen := map[alias]bool{}
	var distinct []alias
	for i := range rows {
		if key := (alias{rows[i].Kind, rows[i].Raw}); !seen[key] {
			seen[key] = true
			distinct = append(distinct, key)
		}
	}
	for _, d := range distinct {
		r := []rune(d.form)
		switch d.kind {
		case schema.Place:
			if n := len(r); n > 2 && strings.ContainsRune("省市縣县區区州鎮镇鄉乡", r[n-1]) {
				tieSeen(a, seen, d, string(r[:n-1]))
			}
		case schema.Org:
			for n := 1; n < len(r)-1; n++ {
				if strings.ContainsRune("省市縣县區区州鎮镇鄉乡", r[n]) {
					tieSeen(a, seen, d, string(r[n:]))
					tieSeen(a, seen, d, string(r[n+1:])) // 花蓮縣|觀光處
					tieSeen(a, seen, d, attached.Replace(string(r[n:])))
				}
			}
			for n := 2; n <= 4 && n < len(r); n++ {
				if rest := []rune(fulltext.Fold(string(r[n:]))); isCompany(rest) || string(rest) == "队" || string(rest) == "乐队" {
					tieSeen(a, seen, d, string(r[:n]))
				}
				if rest := r[n:]; teamNames.has([]rune(fulltext.Fold(string(rest)))) {
					tieSeen(a, seen, d, string(rest)) // 达拉斯|小牛
				}
			}
		case schema.Person:
			if dot := lastDot(r); dot > 0 {
				tieSeen(a, seen, d, string(r[dot+1:]))
			} else if len(r) == 3 {
				tieSeen(a, seen, d, string(r[1:]))
			}
		}
	}
	return a
}

// attached is how a body directly under a county is called for short: 縣直機關.
var attached = strings.NewReplacer("直属", "直", "直屬", "直")

func tieSeen(a aliases, seen map[alias]bool, full alias, form string) {
	if seen[alias{full.kind, form}] {
		a.tie(full.kind, form, full.form)
	}
}

// tieEnglish ties the case of a name in capitals to the form that is not, and
// what the reader learned: parts of the names of people, letters for bodies.
func (r *enReader) tieEnglish(rows []schema.Entity) aliases {
	a := aliases{}
	printed := map[alias]string{} // in lower case → the first form that is not all capitals
	for i := range rows {
		key := alias{rows[i].Kind, strings.ToLower(rows[i].Raw)}
		if _, ok := printed[key]; !ok && rows[i].Raw != strings.ToUpper(rows[i].Raw) {
			printed[key] = rows[i].Raw
		}
	}
	for i := range rows {
		e := &rows[i]
		low := strings.ToLower(e.Raw)
		if form := printed[alias{e.Kind, low}]; form != "" && e.Raw == strings.ToUpper(e.Raw) {
			a.tie(e.Kind, e.Raw, form)
		}
		switch full := ""; e.Kind {
		case schema.Person:
			if full = r.people[low]; full == "" {
				full = r.firsts[low]
			}
			a.tie(e.Kind, e.Raw, printed[alias{e.Kind, full}])
		case schema.Org:
			a.tie(e.Kind, e.Raw, printed[alias{e.Kind, r.letters[low]}])
		}
	}
	return a
}
