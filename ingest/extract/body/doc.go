// Package body finds the story on a news page: its blocks in reading order,
// its pictures, and the lines that name who made it.
//
// # How a body is found
//
// One walk (walk.go, text.go) turns the tree into two flat tables: elements in
// document order, each with the sums of what it holds, and blocks, the runs of
// text between two line ends of the layout. Everything after that is a loop
// over tables. A block is weighed in letters; an ideograph counts three, a
// Hangul syllable two, so that one threshold serves all scripts.
//
// Then, over the tables:
//
//  1. The headline is looked for: the line that prints the title (headline.go).
//  2. Elements whose names (class, id, role, itemprop, own element names) say
//     comment, related, share, advertisement, consent … are left out
//     (words.go, vocabulary.go, names.go). What an element holds can overrule
//     its name: the headline, or most of the prose of the page, or
//     several paragraphs that neither ask nor sell (overrule.go).
//  3. Cards are left out: three equal neighbours, or an <article> inside, that
//     hold a linked title and one short text (teasers.go).
//  4. Every block gets a score: prose counts for its element, links count
//     against it. The element with the greatest sum is the story; from there
//     the way goes down while one child holds nearly all of it, or holds the
//     headline, or is named as the body, unless a neighbour of the same name
//     shows that the story was cut in pieces (root.go).
//  5. Inside the story lines are judged one by one, and between headline and
//     story standfirst, key points and a first paragraph set apart are
//     taken in (opening.go, story.go, caption.go, modules.go, repeats.go). Linked
//     lines stay where they lead to other sites or to nowhere (reference.go).
//  6. From the end upwards, lines that close a page rather than a story go:
//     credits, legal notes, offers, signatures (ending.go). Credits are handed
//     to the caller.
//  7. What is left is judged: a story, a teaser before a gate, or nothing
//     (judge.go). Where little prose is left of much, names mislead: the page
//     is read once more with only the surest believed; where little was found
//     without the paragraph that the page describes itself with, once more
//     around that (find.go).
//  8. The reading is given a number for how sure it is (confidence.go).
//
// # What each rule rests on
//
//	link density    lists, labels and lines that are mostly links lead to other
//	                stories, unless to other sites; a linked heading over prose
//	                is a heading of the story
//	sentence marks  a line with them is prose, one without is a label
//	names           general words of markup in a dozen languages, parted at
//	                hyphens and camel case; "has-", "no-" and layout words turn
//	                a name into one about the neighbours
//	agreement       a block found in the articleBody that the page states for
//	                machines stays; a standfirst agrees with the description
//	position        dates and names stand before the first paragraph, credits
//	                and offers after the last, captions with a picture
//	repetition      cards come in threes, pulled quotations repeat the text,
//	                labels repeat each other, copies for paper repeat all of it
//	phrases         "read more", "相关阅读", "関連記事" … begin lines that lead
//	                elsewhere, "sign in to …" parts that ask for something; only
//	                short lines are looked at (phrases.go)
//
// The rules carry each other: with every class, id and role taken off the
// pages of the corpora, F1 falls by one or two points only.
//
// # Bounds
//
// Time is linear in the page, but for climbs to an ancestor, whose number the
// parser limits to 512 levels. Text past maxText is ignored. No rule names a
// site.
package body
