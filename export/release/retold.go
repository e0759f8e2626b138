package release

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dabao/datasets"
	"dabao/schema"
	"dabao/schema/store"
)

// retold makes what tells of the data again, by the function that made it, and
// compares it. It is for a release whose data hold: where they do not, every
// file that tells of them differs too, and says nothing more.
func (c *comparison) retold(ctx context.Context, v *Verdict) error {
	said, err := c.db.Dataset(ctx)
	if err != nil {
		return err
	}
	if c.older || said["tool"] != ownTool {
		v.notef("made by another version than %s: card, page and metadata are not made again to compare", ownTool)
		return nil
	}
	if !v.OK() {
		v.notef("card, page and metadata are not made again to compare while the data differ")
		return nil
	}
	if c.origins(v, said); !v.OK() {
		return nil
	}
	b := &builder{digest: c.digest, plan: &plan{}, sealing: &sealing{tables: c.tables, figures: c.figures}}
	if c.recipe(v, b, said); !v.OK() {
		return nil
	}
	if err := c.follows(v, b); err != nil || !v.OK() {
		return err
	}
	if err := c.leftOut(ctx, b); err != nil {
		return err
	}
	if b.columns, err = columns(ctx, c.db); err != nil {
		return err
	}
	if b.opening, err = store.Opening(ctx, c.path); err != nil {
		return err
	}
	if b.blocks, err = blockSums(ctx, c.path); err != nil {
		return err
	}
	return c.compareDescribed(v, b)
}

// sumOf is what the manifest states of a file, empty where it names none.
func (c *comparison) sumOf(name string) string {
	for _, s := range c.stated {
		if s.Path == name {
			return s.SHA256
		}
	}
	return ""
}

// origins holds what the release was made from against what articles.db states.
func (c *comparison) origins(v *Verdict, said map[string]string) {
	for _, o := range origins {
		switch have, want := c.sumOf(o.file), said[o.key]; {
		case have == want:
		case want == "":
			v.addf(o.file, "%s was made from none", DatabaseFile)
		case have == "":
			v.addf(o.file, "is missing, and %s was made from one", DatabaseFile)
		default:
			v.addf(o.file, "is not the one that %s was made from (sha256 %s)", DatabaseFile, want)
		}
	}
}

// recipe gives the builder what speaks for the release: its recipe, or of a bare
// database the table dataset, which must not say other than the recipe.
func (c *comparison) recipe(v *Verdict, b *builder, said map[string]string) {
	if c.sumOf(datasets.FileName) == "" {
		b.meta = metaOf(nil, said, b.options.Date)
		return
	}
	text, err := os.ReadFile(filepath.Join(c.dir, datasets.FileName))
	if err == nil {
		b.options.Recipe, err = datasets.Parse(datasets.FileName, text)
	}
	if err != nil {
		v.addf(datasets.FileName, "cannot be read: %v", err)
		return
	}
	if b.options.Inputs, err = readLock(c.dir); err != nil {
		v.addf(lockFileName, "cannot be read: %v", err)
		return
	}
	b.meta = metaOf(b.options.Recipe, nil, b.options.Date)
	want := b.meta.dataset(nil)
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if said[key] != want[key] {
			v.add(Difference{c.name, "dataset", "", key, "is not what " + datasets.FileName + " says"})
		}
	}
}

// follows gives the builder the release before and where the page finds the
// database, which are the publisher's word, and says so.
func (c *comparison) follows(v *Verdict, b *builder) error {
	s, err := standing(c.dir)
	switch {
	case store.Environment(err):
		return err
	case err != nil && s != nil:
		v.addf(s.Files[len(s.Files)-1], "cannot be read: %v", err)
		return nil
	case err != nil:
		return err
	}
	if b.options.Standing = s; s != nil {
		b.from, b.earlier = s.From, s.Earlier
		v.notef("%s and the versions before in %s follow from version %s too, which is proven only by --rebuild with --previous", strings.Join(s.Files, ", "), ListFile, s.From.Version)
	}
	if b.options.DataURL, err = pageDataURL(c.dir); err == nil && b.options.DataURL != "" {
		v.notef("%s reads %s from %s, which is its publisher's word", pageFile, DatabaseFile, b.options.DataURL)
	}
	return err
}

// leftOut gives the builder the figures of what is not among the articles.
func (c *comparison) leftOut(ctx context.Context, b *builder) (err error) {
	for r, err := range c.db.Rejects(ctx) {
		if err != nil {
			return err
		}
		b.sealing.figures.rejects[string(r.Reason)] += int64(r.Documents())
	}
	if b.plan.uids, err = c.db.Withdrawn(ctx); err != nil {
		return err
	}
	if b.plan.by, err = c.db.WithdrawnBy(ctx); err != nil {
		return err
	}
	if b.options.Recipe == nil || b.options.Recipe.Splits == nil {
		return nil
	}
	// Where a recipe splits, none but a bridge stands on no side: see plan.split.
	for row, err := range c.db.Rows(ctx, "articles", []string{"uid"}, "split IS NULL") {
		if err != nil {
			return err
		}
		b.plan.bridges = append(b.plan.bridges, schema.UID(text(row[0])))
	}
	return nil
}

// compareDescribed compares each file that tells of the data, and names what is
// no file of a release.
func (c *comparison) compareDescribed(v *Verdict, b *builder) error {
	names, err := b.described(nil)
	if err != nil {
		v.addf(pageFile, "%v", err) // of what goes into it, only the address of the database is not checked before
		return nil
	}
	telling := map[string]bool{}
	for _, d := range names {
		telling[d.name] = true
	}
	var files []file
	for _, s := range c.stated {
		if telling[s.Path] {
			continue
		}
		if !c.makes(b, s.Path) {
			v.addf(s.Path, "is no file that follows from the rows and the recipe")
			continue
		}
		info, err := os.Stat(filepath.Join(c.dir, filepath.FromSlash(s.Path)))
		if err != nil {
			return err
		}
		files = append(files, file{s, info.Size()})
	}
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.Path, b.Path) })
	all, err := b.described(files)
	if err != nil {
		return err
	}
	for _, d := range all {
		if err := c.compareTold(v, d); err != nil {
			return err
		}
	}
	return nil
}

// makes tells the files of a release that hold data, or what it is made from.
func (c *comparison) makes(b *builder, name string) bool {
	switch name {
	case DatabaseFile, rowSumsFile:
		return true
	case sampleFile:
		return b.sealing.figures.articles > sampleRows
	case datasets.FileName, lockFileName:
		return b.options.Recipe != nil
	}
	if s := b.options.Standing; s != nil && slices.Contains(s.Files, name) {
		return true
	}
	shard, _ := path.Match("data/*.parquet", name) // which of them there are is told by the rows
	return shard || tableOf(name) != nil || flatOf(name) != nil
}

func (c *comparison) compareTold(v *Verdict, want described) error {
	if c.sumOf(want.name) == "" {
		v.addf(want.name, "is missing")
		return nil
	}
	f, err := os.Open(filepath.Join(c.dir, filepath.FromSlash(want.name)))
	if err != nil {
		return err
	}
	defer f.Close()
	got, err := io.ReadAll(io.LimitReader(f, int64(len(want.body))+maxShown))
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want.body) {
		v.addf(want.name, "%s", firstDifference(got, want.body))
	}
	return nil
}

// maxShown is how many bytes of a line a difference shows.
const maxShown = 80

// firstDifference tells where a file first departs from the one made again.
func firstDifference(got, want []byte) string {
	if !utf8.Valid(want) {
		return "is not the file that " + ownTool + " makes"
	}
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	start := bytes.LastIndexByte(want[:at], '\n') + 1
	from := max(start, at-maxShown/2)
	for from > start && !utf8.RuneStart(want[from]) {
		from--
	}
	return fmt.Sprintf("line %d has %s, and the rows and the recipe give %s", 1+bytes.Count(want[:at], []byte("\n")), lineOf(got[from:]), lineOf(want[from:]))
}

// lineOf is the start of what is left of a line, safe to print.
func lineOf(rest []byte) string {
	if len(rest) == 0 {
		return "nothing more"
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	end := min(len(line), maxShown)
	for end > 0 && end < len(line) && !utf8.RuneStart(line[end]) {
		end--
	}
	return strconv.Quote(string(line[:end]))
}
