// Package release makes a folder that a stranger can check, cite, rebuild and
// load, from a database and the recipe behind it.
//
//	source ─ plan ─▶ who is in, who is withdrawn, which side of the splits
//	       ─ seal ─▶ articles.db, its bytes a function of its rows; the digest
//	                 of the rows is taken as they pass
//	sealed ─ gate ─▶ the recipe's checks, before anything else is made
//	       ───────▶ data/*.parquet, tables/*.parquet, csv/*.csv, sample.db
//	       ───────▶ card, metadata, inputs.lock, articles.sha256, SHA256SUMS
//	stage ─ publish ▶ the folder, in one step
//
// Everything is built in a hidden folder beside the one asked for and changes
// its name at the end, so that nobody ever sees half of it. Nothing in it comes
// from a clock, a path or the machine.
//
// Verify goes the other way: it takes a folder apart and compares every copy
// of every row.
package release

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"dabao/datasets"
	"dabao/export/site"
	"dabao/export/stage"
	"dabao/schema"
	"dabao/schema/store"
)

// What follows from articles.db and lies beside it. sampleRows is how many
// articles the sample holds, of a release that has more.
const (
	rowSumsFile = "articles.sha256"
	sampleFile  = "sample.db"
	sampleRows  = 1000
)

// Options are what a release may have besides its source. The zero value makes
// one from a bare database.
type Options struct {
	// Recipe is nil for a bare database, whose table dataset then speaks for
	// it.
	Recipe *datasets.Recipe
	// Inputs are the files behind a recipe, from Lock.
	Inputs []Input
	// Terms are what the recipe says of the file a capture came from: the
	// licence and rights of an article that states none of its own. Nil says
	// nothing of any file. [select] where is asked before, of the article's own.
	Terms func(schema.Origin) (license, rights string)
	// InputOf is the path of the input that a capture came from, empty where
	// that is none. Where it is nil, inputs.lock lists inputs whose articles are
	// all withdrawn, too.
	InputOf func(schema.Origin) string
	// Mentions are what the files of annotations say that a recipe names; nil
	// for none. The release of a recipe has these annotations and no others,
	// since it could not be built again with them.
	Mentions *store.Mentions
	// Previous is the folder of the release before, or empty.
	Previous string
	// Standing is the folder of this very release where it is built again to
	// compare: what rests on the previous release, and Previous is not there to
	// give, is taken from it. See Again.
	Standing *Standing
	// Date is the day of a release from a bare database (SOURCE_DATE_EPOCH); the
	// zero time takes what its table dataset says, and where that says nothing
	// the release claims no day. Of a recipe it is the recipe's to say.
	Date time.Time
	// Sign, if set, signs the release in the step that publishes it.
	Sign *Key
	// DataURL is where the page finds articles.db; empty is beside it. See
	// site.Options.
	DataURL string
}

// Report says what was made. Its lists are never nil.
type Report struct {
	Articles      int64  `json:"articles"`
	ContentDigest string `json:"content_digest"`
	Files         []Sum  `json:"files"` // by path
	// Changed is false where the folder already held exactly this release.
	Changed bool `json:"changed"`
	// Bridges are articles left out of the splits because their near-duplicates
	// stand on two sides.
	Bridges []schema.UID `json:"bridges"`
	// Idle are the withdrawals of the recipe that name no article, as "uid …",
	// "url …" or "site …". They stand, and hold for what comes later.
	Idle []string `json:"idle_withdrawals"`
	// Withdrawn are the inputs all of whose articles are withdrawn: no file of
	// the release rests on them, and they may be deleted.
	Withdrawn []string `json:"withdrawn_inputs"`
	// Annotations says what became of the lines of Options.Mentions; Elsewhere
	// are those of articles that the release does not have. Nil for none.
	Annotations *store.Annotated `json:"annotations,omitempty"`
	// Changes are against the previous release; nil where none was given.
	Changes *Changes `json:"changes"`
}

// Build makes the release of src in the folder dir, which is not there, is
// empty, or holds a release that is then replaced. On any error dir is as it
// was. It returns an error that wraps ErrForeign when dir holds anything else,
// and ErrChecks when the release does not hold what its recipe asks for.
func Build(ctx context.Context, src *store.Store, dir string, o Options) (*Report, error) {
	if err := CheckFolder(dir); err != nil {
		return nil, err
	}
	if err := checkSQL(o.Recipe); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o777); err != nil {
		return nil, err
	}
	work, err := stage.Beside(dir)
	if err != nil {
		return nil, err
	}
	defer work.Close()
	made := work.Path("release")
	if err := os.Mkdir(made, 0o755); err != nil {
		return nil, err
	}
	b := builder{src: src, made: newFolder(made), options: o}
	report, err := b.build(ctx)
	if err != nil {
		return nil, err
	}
	if o.Sign != nil {
		if err := Sign(made, *o.Sign); err != nil {
			return nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	report.Changed, err = publish(ctx, b.made, dir)
	if err == nil && !report.Changed && o.Sign != nil {
		err = Sign(dir, *o.Sign) // what stands may be unsigned, or signed with another key
	}
	return report, err
}

// checkSQL refuses SQL of a recipe that is more than it should be, before
// anything is read or shown to others to run.
func checkSQL(r *datasets.Recipe) error {
	if r == nil {
		return nil
	}
	if err := store.CheckCondition(r.Select.Where); err != nil {
		return fmt.Errorf("%s: [select]: %w", r.File, err)
	}
	for _, q := range r.Queries {
		if q.SQL == "" {
			continue
		}
		if err := store.CheckQuery(q.SQL); err != nil {
			return fmt.Errorf("%s: [[query]] %q: %w", r.File, q.Title, err)
		}
	}
	return nil
}

// builder is the state of one Build.
type builder struct {
	src     *store.Store
	made    *folder
	options Options
	meta    Meta
	plan    *plan
	sealing *sealing
	digest  string     // the content digest
	from    DatabaseID // the release before; zero for none
	earlier []Version  // and what it says of those before it
	columns []site.Table
	opening []byte // see store.Opening
	blocks  []byte // see BlocksFile
}

// before is the folder whose articles keep their side of the splits.
func (b *builder) before() string {
	if b.options.Previous == "" && b.options.Standing != nil {
		return b.options.Standing.dir
	}
	return b.options.Previous
}

func (b *builder) build(ctx context.Context) (*Report, error) {
	said, err := b.src.Dataset(ctx)
	if err != nil {
		return nil, err
	}
	for k, v := range said {
		said[k] = withoutControls(v)
	}
	b.meta = metaOf(b.options.Recipe, said, b.options.Date)
	sides, err := previousSides(ctx, b.before())
	if err != nil {
		return nil, err
	}
	if b.plan, err = makePlan(ctx, b.src, b.options.Recipe, sides); err != nil {
		return nil, err
	}
	b.plan.terms, b.plan.mentions, b.plan.fromRecipe = b.options.Terms, b.options.Mentions, b.options.Recipe != nil
	if b.options.Recipe != nil {
		said = nil // the recipe speaks for the release, whatever file it was read into
	}
	dataset := b.meta.dataset(said)
	delete(dataset, store.WithdrawnByKey)
	if by := store.FormatWithdrawnBy(b.plan.by); by != "" {
		dataset[store.WithdrawnByKey] = by
	}
	withdrawn, err := b.recipe(ctx)
	if err != nil {
		return nil, err
	}
	b.made.stateOrigins(dataset)
	if err := b.seal(ctx, dataset); err != nil {
		return nil, err
	}
	b.digest = dataset["content_digest"]
	report := &Report{Articles: b.sealing.figures.articles, ContentDigest: b.digest, Bridges: listOf(b.plan.bridges), Idle: listOf(b.plan.idle), Withdrawn: listOf(withdrawn)}
	if m := b.options.Mentions; m != nil {
		found := m.Said()
		report.Annotations = &found
	}
	if err := b.compare(ctx, report); err != nil {
		return nil, err
	}
	if err := b.tables(ctx, report); err != nil {
		return nil, err
	}
	if err := b.describe(); err != nil {
		return nil, err
	}
	report.Files = b.made.sums()
	return report, b.made.writeBytes(SumsFile, formatSums(report.Files))
}

// seal writes articles.db and articles.sha256, which follow from one walk over
// the source.
func (b *builder) seal(ctx context.Context, dataset map[string]string) error {
	return b.made.write(rowSumsFile, func(w io.Writer) error {
		out := bufio.NewWriter(w)
		contents, sealing, err := b.plan.contents(ctx, b.src, b.options.Recipe, dataset, out)
		if err != nil {
			return err
		}
		b.sealing = sealing
		if err := store.Seal(ctx, b.made.path(DatabaseFile), contents); err != nil {
			return err
		}
		return out.Flush()
	})
}

// tables writes everything that is read back from the sealed file, on all cores.
func (b *builder) tables(ctx context.Context, r *Report) error {
	sealed, err := store.Open(ctx, b.made.path(DatabaseFile))
	if err != nil {
		return err
	}
	defer sealed.Close()
	if err := b.gate(ctx, sealed); err != nil {
		return err
	}
	tasks := []func(context.Context) error{
		func(ctx context.Context) error { return b.made.adopt(ctx, DatabaseFile) },
		func(ctx context.Context) (err error) {
			b.columns, err = columns(ctx, sealed)
			return err
		},
		func(ctx context.Context) (err error) {
			b.opening, err = store.Opening(ctx, b.made.path(DatabaseFile))
			return err
		},
		func(ctx context.Context) (err error) {
			b.blocks, err = blockSums(ctx, b.made.path(DatabaseFile))
			return err
		},
	}
	if b.sealing.figures.articles > sampleRows { // else the sample would be the whole
		tasks = append(tasks, func(ctx context.Context) error {
			if err := writeSample(ctx, sealed, b.made.path(sampleFile)); err != nil {
				return err
			}
			return b.made.adopt(ctx, sampleFile)
		})
	}
	if r.Changes != nil {
		tasks = append(tasks, func(ctx context.Context) error { return b.delta(ctx, r.Changes) })
	}
	tasks = append(tasks, writeShards(sealed, b.made, &b.sealing.figures, nil)...)
	tasks = append(tasks, writeFlats(sealed, b.made, nil)...)
	tasks = append(tasks, writeCSVs(sealed, b.made, nil)...)
	return together(ctx, tasks...)
}

// recipe writes what the release is made from, and lists the inputs that are
// withdrawn.
func (b *builder) recipe(ctx context.Context) (withdrawn []string, err error) {
	r := b.options.Recipe
	if r == nil {
		return nil, nil
	}
	if b.options.Inputs, withdrawn, err = b.resting(ctx); err != nil {
		return nil, err
	}
	if err := b.made.writeBytes(datasets.FileName, r.Raw); err != nil {
		return nil, err
	}
	return withdrawn, b.made.writeBytes(lockFileName, formatLock(b.options.Inputs))
}

// writeSample seals the articles with the least uids. A uid is a hash, so they
// are spread over the whole, and most stay when the dataset grows.
func writeSample(ctx context.Context, sealed *store.Store, path string) error {
	var uids []string
	for row, err := range sealed.Rows(ctx, "articles", []string{"uid"}, "") {
		if err != nil {
			return err
		}
		uids = append(uids, row[0].(string))
	}
	slices.Sort(uids)
	in := map[schema.UID]bool{}
	for _, uid := range uids[:min(sampleRows, len(uids))] {
		in[schema.UID(uid)] = true
	}
	dataset, err := sealed.Dataset(ctx)
	if err != nil {
		return err
	}
	digests := maps.Clone(dataset)
	maps.DeleteFunc(digests, func(k, _ string) bool { return k == "content_digest" })
	digests["sample_of"] = dataset["content_digest"]
	where := "0"
	if len(in) > 0 {
		where = "uid <= '" + uids[len(in)-1] + "'"
	}
	return store.Seal(ctx, path, store.Contents{
		Dataset:  digests,
		Articles: sealed.Articles(ctx, where),
		Captures: filter(sealed.Captures(ctx), func(c *schema.Capture) bool { return in[c.UID] }),
		Rejects:  func(func(schema.Reject, error) bool) {},
	})
}

// listOf is a list that JSON shows as one where it is empty, too.
func listOf[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// filter keeps what keep says, and errors.
func filter[T any](seq iter.Seq2[T, error], keep func(*T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for v, err := range seq {
			if (err != nil || keep(&v)) && !yield(v, err) {
				return
			}
		}
	}
}
