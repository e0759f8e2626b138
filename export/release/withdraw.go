package release

import (
	"cmp"
	"context"
	"slices"

	"dabao/datasets"
	"dabao/schema"
	"dabao/schema/store"
)

// takedown is what a release takes out for good. Nothing that is released
// depends on whether the pages of a withdrawn article still lie among the
// inputs: uids and by are all that is written, and both follow from the recipe
// and from what the source had on record.
type takedown struct {
	uids []store.Withdrawal  // by uid, each once
	by   []store.WithdrawnBy // by address and site
	gone map[schema.UID]bool // the articles of the source that are taken out, and the uids
	// idle are withdrawals of the recipe that meet no article of the source.
	idle []string
}

// Withdraws tells which articles of src a release by the recipe, which may be
// nil, takes out. The map is the caller's.
func Withdraws(ctx context.Context, src *store.Store, r *datasets.Recipe) (map[schema.UID]bool, error) {
	w, err := takedownOf(ctx, src, r)
	return w.gone, err
}

func takedownOf(ctx context.Context, src *store.Store, r *datasets.Recipe) (w takedown, err error) {
	if w.uids, err = src.Withdrawn(ctx); err != nil {
		return w, err
	}
	if w.by, err = src.WithdrawnBy(ctx); err != nil {
		return w, err
	}
	known := w.uids
	if r != nil {
		w.recipe(r)
	}
	slices.SortStableFunc(w.uids, func(a, b store.Withdrawal) int { return cmp.Or(cmp.Compare(a.UID, b.UID), cmp.Compare(a.Date, b.Date)) })
	w.by = store.UniqueWithdrawnBy(w.by)
	w.uids = slices.CompactFunc(w.uids, func(a, b store.Withdrawal) bool { return a.UID == b.UID })
	w.gone = make(map[schema.UID]bool, len(w.uids))
	for _, u := range w.uids {
		w.gone[u.UID] = true
	}
	if len(w.gone)+len(w.by) == 0 {
		return w, nil
	}
	met, err := w.meet(ctx, src)
	if err != nil || r == nil {
		return w, err
	}
	for _, u := range known {
		met["uid "+string(u.UID)] = true
	}
	for _, one := range r.Withdraw {
		if !met[aim(one)] {
			w.idle = append(w.idle, aim(one))
		}
	}
	return w, nil
}

// recipe adds what a recipe takes out. A withdrawal by URL stands for the uid
// of that address too, whether an article has it or not.
func (w *takedown) recipe(r *datasets.Recipe) {
	w.uids = slices.Clone(w.uids)
	for _, one := range r.Withdraw {
		if one.URL != "" {
			one.UID = schema.UIDFromURL(one.URL)
		}
		if one.UID != "" {
			w.uids = append(w.uids, store.Withdrawal{UID: one.UID, Date: one.Date, Reason: one.Reason})
		}
		if one.URL != "" || one.Site != "" {
			w.by = append(w.by, store.WithdrawnBy{URL: one.URL, Site: one.Site, Date: one.Date, Reason: one.Reason})
		}
	}
}

// meet finds the articles that are taken out, and what names them, as aim has it.
func (w *takedown) meet(ctx context.Context, src *store.Store) (map[string]bool, error) {
	met := map[string]bool{}
	for row, err := range src.Rows(ctx, "articles", []string{"uid", "url", "site"}, "") {
		if err != nil {
			return nil, err
		}
		uid, url, site := text(row[0]), text(row[1]), text(row[2])
		out := w.gone[schema.UID(uid)]
		for i := range w.by {
			out = out || w.by[i].Takes(url, site)
		}
		if out {
			w.gone[schema.UID(uid)] = true
			met["uid "+uid], met["url "+url], met["site "+site] = true, true, true
		}
	}
	return met, nil
}

// aim says what a withdrawal takes out.
func aim(w datasets.Withdrawal) string {
	switch {
	case w.URL != "":
		return "url " + w.URL
	case w.Site != "":
		return "site " + w.Site
	}
	return "uid " + string(w.UID)
}

// resting splits the inputs: those that the release rests on, and those all of
// whose articles are withdrawn. What gave nothing stays among the first.
func (b *builder) resting(ctx context.Context) (rest []Input, withdrawn []string, err error) {
	all := b.options.Inputs
	if b.options.InputOf == nil || len(b.plan.gone)+len(b.plan.by) == 0 {
		return all, nil, nil
	}
	gone, kept := map[string]bool{}, map[string]bool{}
	for c, err := range b.src.Captures(ctx) {
		if err != nil {
			return nil, nil, err
		}
		if path := b.options.InputOf(c.Origin); b.plan.gone[c.UID] {
			gone[path] = true
		} else {
			kept[path] = true
		}
	}
	for r, err := range b.src.Rejects(ctx) {
		if err != nil {
			return nil, nil, err
		}
		if path := b.options.InputOf(r.Origin); r.Reason == schema.Withdrawn {
			gone[path] = true
		} else {
			kept[path] = true
		}
	}
	for _, in := range all {
		if gone[in.Path] && !kept[in.Path] {
			withdrawn = append(withdrawn, in.Path)
		} else {
			rest = append(rest, in)
		}
	}
	return rest, withdrawn, nil
}
