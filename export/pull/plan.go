package pull

import (
	"cmp"
	"path"
	"slices"

	"dabao/export/release"
	"dabao/export/remote"
)

// plan is how what is missing is had.
type plan struct {
	road   Road
	take   []item   // largest first
	deltas []delta  // in their order
	make   []string // by path, the database first
	kept   int      // files that are here already
	bytes  int64    // that have to move
	taken  map[string]bool
	lying  *plan // the same by Whole; nil where that is not to be taken instead
}

// item is a file to take.
type item struct {
	source *remote.Source
	path   string
	sum    string
	bytes  int64
}

// delta is one step from a database to the next.
type delta struct {
	item
	to string // SHA-256 of the database it leads to
}

// maxDeltas bounds a chain: each step makes a whole database, and past some of
// them the shards are less work at little more traffic.
const maxDeltas = 12

// has says whether a file of these bytes is here.
func (p *puller) has(sum string) bool { return p.holds.at[sum] != "" || p.shop.have[sum] }

// plan compares the roads by the bytes that have to move. Where two are equal
// the one with less work comes first. How fast the line is shows on the way, see
// turn.
func (p *puller) plan() *plan {
	var missing []release.Sum
	kept := 0
	for _, s := range p.asked {
		if p.has(s.SHA256) {
			kept++
		} else {
			missing = append(missing, s)
		}
	}
	var best *plan
	for _, road := range []func([]release.Sum) *plan{p.whole, p.here, p.byDeltas, p.byShards} {
		one := road(missing)
		if one == nil || p.shut[one.road] {
			continue
		}
		for _, t := range one.take {
			one.bytes += t.bytes - p.shop.started(t.sum, t.bytes)
		}
		if best == nil || one.bytes < best.bytes {
			best = one
		}
	}
	best.kept = kept
	if best.road == Shards && !p.options.Make {
		best.lying = p.whole(missing)
		for _, t := range best.lying.take {
			best.lying.bytes += t.bytes - p.shop.started(t.sum, t.bytes)
		}
	}
	slices.SortStableFunc(best.take, func(a, b item) int { return cmp.Or(cmp.Compare(b.bytes, a.bytes), cmp.Compare(a.path, b.path)) })
	slices.SortStableFunc(best.make, func(a, b string) int {
		return cmp.Or(cmp.Compare(path.Dir(a), path.Dir(b)), cmp.Compare(a, b))
	})
	return best
}

// item is a file of the release as it lies there.
func (p *puller) item(s release.Sum) item {
	return item{p.offer.source, s.Path, s.SHA256, p.offer.sizes[s.Path]}
}

func (p *puller) whole(missing []release.Sum) *plan {
	one := &plan{road: Whole}
	for _, s := range missing {
		one.add(p.item(s))
	}
	return one
}

// add takes a file once, whatever it is called.
func (one *plan) add(i item) {
	if one.taken == nil {
		one.taken = map[string]bool{}
	}
	if !one.taken[i.sum] {
		one.taken[i.sum] = true
		one.take = append(one.take, i)
	}
}

// makes says whether files of the release are to be made, which only this very
// dabao can to the byte. What lies on this machine is copied: that is no more
// work than reading it.
func (p *puller) makes() bool {
	return !p.options.Whole && p.offer.list.SameTool() && (p.options.Make || !p.offer.source.Local())
}

// follow splits what is missing into what can be made once the database is here
// and what cannot.
func (p *puller) follow(one *plan, missing []release.Sum, but func(name string) bool) *plan {
	for _, s := range missing {
		switch {
		case s.Path == release.DatabaseFile:
		case release.FollowsFromDatabase(s.Path) && !but(s.Path) && !p.unmade[s.Path]:
			one.make = append(one.make, s.Path)
		default:
			one.add(p.item(s))
		}
	}
	return one
}

func none(string) bool { return false }

// here makes what is missing from the database of the release, where that is
// here.
func (p *puller) here(missing []release.Sum) *plan {
	if !p.makes() || !p.has(p.offer.sum(release.DatabaseFile)) {
		return nil
	}
	return p.follow(&plan{road: Here}, missing, none)
}

// byDeltas leads from a database that is here to that of the release.
func (p *puller) byDeltas(missing []release.Sum) *plan {
	if !p.makes() || !needsDatabase(missing) {
		return nil
	}
	one := &plan{road: Deltas}
	versions := p.offer.list.Versions
	for at := 0; ; {
		d := versions[at].Delta
		if d == nil || len(one.deltas) == maxDeltas {
			return nil
		}
		from := p.offer.source
		if at > 0 {
			folders := p.offer.list.Folders(versions[at].Version)
			if len(folders) == 0 {
				return nil
			}
			from = from.In("../" + p.sibling(folders))
		}
		step := delta{item{from, d.Path, d.SHA256, d.Bytes}, versions[at].Database}
		one.deltas = append([]delta{step}, one.deltas...)
		if !p.has(d.SHA256) {
			one.add(step.item)
		}
		if p.has(d.Base) {
			return p.follow(one, missing, none)
		}
		next := slices.IndexFunc(versions, func(v release.Version) bool { return v.Database == d.Base })
		if next <= at {
			return nil
		}
		at = next
	}
}

// sibling is what the folder of another version is called: as the folder of this
// one is, with its version or with the name before it.
func (p *puller) sibling(folders []string) string {
	for i, own := range p.offer.list.Folders(p.offer.version()) {
		if path.Base(p.offer.source.String()) == own && i < len(folders) {
			return folders[i]
		}
	}
	return folders[0]
}

// byShards makes the database again.
func (p *puller) byShards(missing []release.Sum) *plan {
	if !p.makes() || !needsDatabase(missing) || p.has(p.offer.sum(release.DatabaseFile)) {
		return nil
	}
	one := p.follow(&plan{road: Shards}, missing, release.MakesDatabase)
	one.make = append(one.make, release.DatabaseFile)
	for _, s := range p.offer.sums {
		if release.MakesDatabase(s.Path) && !p.has(s.SHA256) {
			one.add(p.item(s))
		}
	}
	return one
}

// needsDatabase says whether the database, or what follows from it, is missing.
func needsDatabase(missing []release.Sum) bool {
	return slices.ContainsFunc(missing, func(s release.Sum) bool {
		return s.Path == release.DatabaseFile || release.FollowsFromDatabase(s.Path)
	})
}
