package pull

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"dabao/export/release"
	"dabao/export/remote"
	"dabao/export/stage"
	"dabao/schema/store"
)

// work takes and makes what is missing and publishes the folder. A road that
// leads to other bytes, or a delta that is not there, costs only that road.
func (p *puller) work(ctx context.Context) error {
	for rest := false; ; {
		plan := p.plan()
		if err := p.roomFor(plan); err != nil {
			return err
		}
		p.count(plan, rest)
		err := p.carryOut(ctx, plan)
		p.report.TakenBytes = p.moved.Load()
		var turn *turnError
		switch {
		case err == nil && plan.road != Whole && len(p.lacking()) > 0:
			rest = true // what came out other than it should is taken
			continue
		case err == nil:
			return p.publish(ctx)
		case errors.As(err, &turn):
			p.options.Note(turn.why)
			p.leave(plan, turn.why)
			continue
		case errors.Is(err, errRoad):
			p.options.Note(fmt.Sprintf("%v; another road is taken", err))
			p.shut[plan.road] = true
			continue
		case errors.Is(err, ErrOther):
			err = errors.Join(p.offer.stands(ctx), err)
		case store.Full(err):
			err = p.full(err)
		}
		return p.shop.kept(err)
	}
}

// count adds what a plan does to the report; where it only takes what another
// made wrong, the road stays that one's.
func (p *puller) count(plan *plan, rest bool) {
	before := p.report
	p.tell(plan)
	if len(before.Files) == 0 && !rest {
		return
	}
	p.report.Kept, p.report.Taken, p.report.Files = before.Kept, p.report.Taken+before.Taken, append(before.Files, p.report.Files...)
	if rest {
		p.report.Road, p.report.Deltas, p.report.Made = before.Road, before.Deltas, before.Made-len(plan.take)
	}
}

// leave gives up a road for files as they lie there, and keeps what it took of
// them.
func (p *puller) leave(plan *plan, why string) {
	p.shut[plan.road] = true
	p.report.Why, p.report.Files = why, nil
	for _, t := range plan.take {
		if plan.lying.taken[t.sum] && p.shop.have[t.sum] {
			p.report.Files = append(p.report.Files, File{t.path, t.bytes})
		}
	}
	p.report.Taken = len(p.report.Files)
}

// errRoad is returned where a road does not lead to the release.
var errRoad = errors.New("this road does not lead to the release")

// lacking are the files that are asked for and not here.
func (p *puller) lacking() (names []string) {
	for _, s := range p.asked {
		if !p.has(s.SHA256) {
			names = append(names, s.Path)
		}
	}
	return names
}

func (p *puller) carryOut(ctx context.Context, plan *plan) error {
	line := p.newLine(plan)
	if len(plan.take) > 0 {
		p.options.Step("taking", plan.bytes)
		err := p.take(ctx, plan.take, line)
		if err == nil {
			err = line.turn(time.Since(line.started))
		}
		if plan.road == Deltas && remote.Missing(err) {
			return fmt.Errorf("%w: %w", errRoad, err)
		}
		if err != nil {
			return err
		}
	}
	switch plan.road {
	case Deltas:
		if err := p.apply(ctx, plan.deltas); err != nil {
			return err
		}
	case Shards:
		if err := p.remake(ctx); err != nil {
			return err
		}
	}
	names := slices.DeleteFunc(slices.Clone(plan.make), func(name string) bool { return name == release.DatabaseFile })
	if len(names) == 0 {
		return nil
	}
	return p.derive(ctx, names)
}

// publish puts the folder together and in its place.
func (p *puller) publish(ctx context.Context) error {
	root := filepath.Join(p.shop.path, wholeFolder)
	used := map[string]string{}
	for _, s := range p.asked {
		to := filepath.Join(root, filepath.FromSlash(s.Path))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		var err error
		switch before := used[s.SHA256]; {
		case before != "":
			err = copyFile(ctx, before, to)
		case p.shop.have[s.SHA256]:
			err = os.Rename(p.shop.file(s.SHA256), to)
		case os.Link(p.holds.at[s.SHA256], to) != nil: // a disk without links, or another
			err = copyFile(ctx, p.holds.at[s.SHA256], to)
		}
		if err != nil {
			return err
		}
		used[s.SHA256] = to
	}
	if err := os.WriteFile(filepath.Join(root, release.SumsFile), p.offer.manifest, 0o644); err != nil {
		return err
	}
	if len(p.offer.signature) > 0 {
		if err := os.WriteFile(filepath.Join(root, release.SignatureFile), p.offer.signature, 0o644); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	p.report.Changed = true
	return release.Publish(root, p.dir)
}

func copyFile(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, ctx.Err(), out.Close())
}

// wants is about how many bytes a plan writes before the old folder can go.
func (p *puller) wants(plan *plan) int64 {
	n := plan.bytes
	for _, name := range plan.make {
		n += p.offer.sizes[name]
	}
	if plan.road == Deltas || plan.road == Shards { // the file at work beside the one that is sealed
		n += 2 * p.offer.sizes[release.DatabaseFile]
	}
	return n
}

// roomFor refuses before a byte moves what the disk has no room for.
func (p *puller) roomFor(plan *plan) error {
	free, known := stage.Free(p.shop.path)
	if want := p.wants(plan); known && want > free {
		return fmt.Errorf("no room for the release beside %s: it wants about %d MB, and %d MB are free: %w", p.dir, megabytes(want), free>>20, syscall.ENOSPC)
	}
	return nil
}

// full says of a full disk what is still to come.
func (p *puller) full(err error) error {
	plan := p.plan()
	return fmt.Errorf("%w: %d of the files asked for are not there yet, and about %d MB of room are wanted", err, len(p.lacking()), megabytes(p.wants(plan)))
}

func megabytes(n int64) int64 { return (n + 1<<20 - 1) >> 20 }
