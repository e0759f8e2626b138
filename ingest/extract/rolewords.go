package extract

import (
	"strings"

	"dabao/schema"
)

// roleWords lead a credit in Western pages, in lower case. Photographers of
// single pictures stand with the picture; here they are those of the article.
var roleWords = []struct {
	lead string
	role schema.Role
}{
	{"reporting by", schema.Author}, {"additional reporting by", schema.Author}, {"writing by", schema.Author}, {"words by", schema.Author}, {"text by", schema.Author},
	{"editing by", schema.Editor}, {"edited by", schema.Editor}, {"editor:", schema.Editor}, {"redaktion:", schema.Editor}, {"redigiert von", schema.Editor}, {"editado por", schema.Editor}, {"edición:", schema.Editor}, {"édité par", schema.Editor},
	{"translated by", schema.Translator}, {"translation by", schema.Translator}, {"translation:", schema.Translator}, {"übersetzt von", schema.Translator}, {"übersetzung:", schema.Translator}, {"aus dem englischen von", schema.Translator},
	{"aus dem englischen übersetzt von", schema.Translator}, {"traducido por", schema.Translator}, {"traducción:", schema.Translator}, {"traduit par", schema.Translator}, {"traduction :", schema.Translator}, {"traduzione di", schema.Translator}, {"tradução:", schema.Translator}, {"vertaald door", schema.Translator}, {"przekład:", schema.Translator},
	{"photographed by", schema.Photographer}, {"photographs by", schema.Photographer}, {"photography by", schema.Photographer}, {"photos by", schema.Photographer}, {"photos:", schema.Photographer}, {"fotos:", schema.Photographer}, {"fotografías de", schema.Photographer}, {"photos :", schema.Photographer}, {"zdjęcia:", schema.Photographer},
	{"illustrated by", schema.Illustrator}, {"graphics by", schema.Illustrator}, {"graphic by", schema.Illustrator}, {"illustration by", schema.Illustrator}, {"illustrations by", schema.Illustrator}, {"illustration:", schema.Illustrator}, {"ilustración:", schema.Illustrator},
	{"produced by", ignored}, {"directed by", ignored}, {"modeled by", ignored}, {"modelled by", ignored}, {"styled by", ignored}, {"video by", ignored}, {"audio by", ignored}, {"narrated by", ignored}, {"reviewed by", ignored}, {"fact checked by", ignored}, {"fact-checked by", ignored}, {"medically reviewed by", ignored},
	{"proofread by", schema.Proofreader}, {"lektorat:", schema.Proofreader}, {"schlussredaktion:", schema.Proofreader},
}

// leadsRole says whether a line begins with a credit in Western words.
func leadsRole(s string) bool {
	_, ok := leadingRole(s)
	return ok
}

// leadingRole is the role that a line in Western words begins with.
func leadingRole(s string) (schema.Role, bool) {
	low := strings.ToLower(head(strings.TrimLeft(s, "([ *_—–-"), 40))
	for _, w := range roleWords {
		if strings.HasPrefix(low, w.lead) {
			return w.role, true
		}
	}
	return ignored, false
}

// roleCredits reads (Reporting by A. Beck in Bonn; editing by P. Kramer).
func roleCredits(s string) []schema.Credit {
	var out []schema.Credit
	s = strings.Trim(s, "()[] *_—–-.")
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '|' || r == '\n' }) {
		part = strings.TrimSpace(part)
		low := strings.ToLower(part)
		for _, w := range roleWords {
			if !strings.HasPrefix(low, w.lead) || len(low) != len(part) {
				continue
			}
			for _, name := range splitNames(strings.TrimPrefix(strings.TrimSpace(part[len(w.lead):]), ":")) {
				if i := strings.Index(name, " in "); i > 0 {
					name = name[:i]
				}
				if name = strings.TrimSpace(name); w.role != ignored && fullName(name) {
					out = append(out, schema.Credit{Role: w.role, Name: name})
				}
			}
			break
		}
	}
	return out
}
