package extract

import (
	"dabao/ingest/extract/when"
)

// choose weighs print against metadata. It gives the moment and the calendar
// day as printed.
func choose(printed, declared []stamp, modified changes, zone zoneOf) (when.Moment, string, bool) {
	shown, okShown := best(printed)
	if len(declared) == 0 {
		return shown.Moment, shown.On(), okShown
	}
	said := declared[0]
	if !okShown {
		return said.Moment, said.On(), true
	}
	for i := range printed {
		s := &printed[i]
		if _, ok := sameMoment(s.Moment, said.Moment); !ok && modified.shows(s.Moment) {
			s.updated = true
		}
	}
	if m, day, ok := bornOut(printed, said, zone); ok {
		return m, day, true
	}
	if !shown.updated && !said.HasTime && shown.HasTime && shown.HasZone && shown.In(0).On() == said.On() {
		return shown.Moment, shown.On(), true // a program wrote the day on the clock of UTC
	}
	if shown.updated || modified.on(shown.On()) {
		return said.Moment, said.On(), true
	}
	if !said.strong && !shown.labeled && changedOn(printed, said.On()) {
		return said.Moment, said.On(), true
	}
	gap := shown.Unix(zone.offset) - said.Unix(zone.offset)
	switch {
	case !shown.HasTime && said.HasTime && said.HasZone && said.Offset == 0 && reaches(said.Moment, shown.Moment):
		m := said.Moment
		if zone.name == "site" {
			m = m.In(zone.offset)
		}
		return m, shown.On(), true
	case !said.strong && (shown.strong || shown.labeled || shown.after):
		return shown.Moment, shown.On(), true
	case shown.Doubtful:
		return said.Moment, said.On(), true
	case said.strong && times(printed, shown.On()) < 2: // one label may be of anything
		return said.Moment, said.On(), true
	case shown.labeled, shown.strong && shown.after && gap < 0:
		return shown.Moment, shown.On(), true
	}
	return said.Moment, said.On(), true
}

// times is how often a day is printed as the one of publication.
func times(printed []stamp, day string) int {
	n := 0
	for i := range printed {
		if s := &printed[i]; s.On() == day && !s.updated && (s.labeled || s.strong) {
			n++
		}
	}
	return n
}

// changedOn says whether a day is printed as that of a change.
func changedOn(printed []stamp, day string) bool {
	for i := range printed {
		if printed[i].updated && printed[i].On() == day {
			return true
		}
	}
	return false
}

// best is the printed date most likely to be that of publication.
func best(printed []stamp) (stamp, bool) {
	rank := func(s *stamp) int {
		n := 0
		for _, b := range []bool{!s.updated, s.labeled, s.after, s.strong} {
			n *= 2
			if b {
				n++
			}
		}
		return n
	}
	bestAt := -1
	for i := range printed {
		if bestAt < 0 || rank(&printed[i]) > rank(&printed[bestAt]) {
			bestAt = i
		}
	}
	if bestAt < 0 {
		return stamp{}, false
	}
	s := printed[bestAt]
	if !s.HasTime { // the same day may stand elsewhere with its hour
		for _, o := range printed {
			if o.On() == s.On() && o.HasTime && o.updated == s.updated {
				return o, true
			}
		}
	}
	return s, true
}

// sameMoment says whether a printed clock shows a declared moment, in that or
// another zone, and gives the offset of the printed clock.
func sameMoment(shown, said when.Moment) (int, bool) {
	if !shown.HasTime || !said.HasTime {
		return 0, false
	}
	a, b := shown, said
	a.HasZone, b.HasZone, a.Offset, b.Offset = false, false, 0, 0
	a.Second, b.Second = 0, 0
	diff := int(a.Unix(0) - b.Unix(0))
	if diff == 0 {
		return said.Offset, true
	}
	if !said.HasZone || diff%1800 != 0 {
		return 0, false
	}
	if diff == 12*3600 || diff == -12*3600 {
		return said.Offset, true // a clock of twelve hours that does not say which half
	}
	off := said.Offset + diff
	if off < -12*3600 || off > 14*3600 || shown.HasZone && (shown.Offset < off-3600 || shown.Offset > off+3600) {
		return 0, false // an hour off is summer time called by winter's name
	}
	return off, true
}

// reaches says whether some zone of the world reads a declared moment as the
// printed day.
func reaches(said, shown when.Moment) bool {
	for _, off := range []int{-10 * 3600, 13 * 3600} {
		if said.In(off).On() == shown.On() {
			return true
		}
	}
	return false
}

// bornOut is the moment where one that is printed bears out what the metadata
// say: the same moment on the reader's clock or the newsroom's, or else the
// same day.
func bornOut(printed []stamp, said stamp, zone zoneOf) (when.Moment, string, bool) {
	for _, s := range printed {
		if s.updated {
			continue
		}
		if off, ok := sameMoment(s.Moment, said.Moment); ok {
			m := said.Moment
			switch {
			case off != m.Offset && said.HasZone:
				m = m.In(off)
			case off == 0 && said.HasZone && !s.HasZone && zone.name == "site":
				m.Offset = zone.offset // the template calls the site's own clock Z
			}
			return m, s.On(), true
		}
	}
	for _, s := range printed {
		if s.updated || s.On() != said.On() {
			continue
		}
		switch {
		case !s.HasTime:
			return said.Moment, said.On(), true
		case !said.HasTime:
			return s.Moment, s.On(), true
		case s.strong || s.labeled: // another hour of the same day: the reader's
			if !s.HasZone && said.HasZone {
				s.Offset, s.HasZone = said.Offset, true
			}
			return s.Moment, s.On(), true
		}
		return said.Moment, said.On(), true
	}
	return when.Moment{}, "", false
}
