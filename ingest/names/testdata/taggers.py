"""Tags the texts of standard input with jieba and spaCy, where they are there.

Reads one JSON object a line, {"lang": "zh-Hans", "text": "..."}, and prints for
each a list [tagger, start, end, kind] of what is found; places count code points.
"""
import json
import sys

JIEBA = {"nr": "person", "nrt": "person", "nrfg": "person", "ns": "place", "nt": "org"}
SPACY = {"PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place"}


def jieba_tagger():
    import jieba
    import jieba.posseg

    jieba.setLogLevel(60)

    def tag(text):
        at = 0
        for word in jieba.posseg.cut(text):
            end = at + len(word.word)
            if word.flag in JIEBA and end - at > 1:
                yield at, end, JIEBA[word.flag]
            at = end

    return "jieba " + jieba.__version__, "zh", tag


def spacy_tagger():
    import spacy

    name = next(m for m in spacy.util.get_installed_models() if m.startswith("en_core_web_sm"))
    pipeline = spacy.load(name)

    def tag(text):
        for e in pipeline(text).ents:
            if e.label_ not in SPACY:
                continue
            start, end = e.start_char, e.end_char
            if text[start:start + 4].lower() == "the ":
                start += 4
            if text[end - 2:end] in ("'s", "’s"):
                end -= 2
            yield start, end, SPACY[e.label_]

    return f"spaCy {spacy.__version__} {name} {pipeline.meta['version']}", "en", tag


taggers = []
for make in jieba_tagger, spacy_tagger:
    try:
        taggers.append(make())
    except (ImportError, StopIteration):
        pass
for line in sys.stdin:
    row = json.loads(line)
    print(json.dumps([[name, *found] for name, lang, tag in taggers if row["lang"].startswith(lang) for found in tag(row["text"])]))
