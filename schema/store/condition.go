package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A condition or a query comes from a stranger's recipe as often as from a
// user's hand, and the driver runs every statement of the text it is given. So
// the text is looked through first, with SQLite's own idea of where quotes and
// comments end, and must be one expression or one query; and what runs it, a
// reader, is denied every other file and every value over maxValue. How long it
// runs is bounded by ctx alone; a recipe's is tried first, see Trial.

// CheckCondition says why a text is not one SQL expression to select rows by:
// it holds a semicolon, a parameter, or a quote, comment or parenthesis without
// its other end. Empty text is fine. Only SQLite can tell whether the
// expression means anything.
func CheckCondition(where string) error {
	if err := scanSQL(where); err != nil {
		return fmt.Errorf("condition %.80q: %w", where, err)
	}
	return nil
}

// CheckQuery says why a text is not one SQL query: as CheckCondition, but that
// it starts like a query and may end in a semicolon.
func CheckQuery(query string) error {
	err := scanSQL(strings.TrimSuffix(strings.TrimSpace(query), ";"))
	if err == nil {
		if word := firstWord(query); word != "SELECT" && word != "WITH" && word != "VALUES" {
			err = errors.New("it does not start with SELECT, WITH or VALUES")
		}
	}
	if err != nil {
		return fmt.Errorf("query %.80q: %w", query, err)
	}
	return nil
}

// firstWord is the word a statement starts with behind its comments, in capitals.
func firstWord(text string) string {
	for text = strings.TrimSpace(text); strings.HasPrefix(text, "--") || strings.HasPrefix(text, "/*"); text = strings.TrimSpace(text) {
		next, err := behindToken(text, 0)
		if err != nil {
			return ""
		}
		text = text[next:]
	}
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	return strings.ToUpper(text[:end])
}

// scanSQL walks over a text and says what keeps it from being one expression.
func scanSQL(text string) error {
	depth := 0
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return errors.New("a parenthesis closes that was not opened")
			}
		case c == ';':
			return errors.New("a semicolon would start another statement")
		case c == 0:
			return errors.New("it holds a NUL character")
		case strings.IndexByte("?:@#$", c) >= 0:
			// To SQLite a parameter may go on to the next ")", quotes and all.
			return fmt.Errorf("%q would start a parameter, and there are none", c)
		}
		next, err := behindToken(text, i)
		if err != nil {
			return err
		}
		i = next
	}
	if depth > 0 {
		return errors.New("a parenthesis is not closed")
	}
	return nil
}

// behindToken is the place behind the quote or comment that starts at i, or
// behind the one byte there. The error names what ends it and is missing.
func behindToken(text string, i int) (int, error) {
	end := ""
	switch c := text[i]; {
	case c == '\'' || c == '"' || c == '`':
		end = string(c) // a doubled one ends a quote and starts the next
	case c == '[':
		end = "]"
	case strings.HasPrefix(text[i:], "/*"):
		end, i = "*/", i+1
	case strings.HasPrefix(text[i:], "--"):
		if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
			return i + n, nil
		}
		return len(text), nil
	}
	i++
	if end == "" {
		return i, nil
	}
	n := strings.Index(text[i:], end)
	if n < 0 {
		return 0, fmt.Errorf("%s is missing", end)
	}
	return i + n + len(end), nil
}

// Statements cuts a text at the semicolons that end its statements, which it
// gives without them, and without those that are empty. rest is what no
// semicolon ends; a quote or comment without its other end goes on to the end.
func Statements(text string) (all []string, rest string) {
	from := 0
	for i := 0; i < len(text); {
		if text[i] == ';' {
			if one := strings.TrimSpace(text[from:i]); one != "" {
				all = append(all, one)
			}
			from = i + 1
		}
		next, err := behindToken(text, i)
		if err != nil {
			break
		}
		i = next
	}
	return all, strings.TrimSpace(text[from:])
}

// secluded opens connections that reach no other file, make no larger value, and
// end a query with its context.
type secluded struct {
	driver.Connector
	from *distant // where SQLite does not read the file itself
}

func (s secluded) Connect(ctx context.Context) (driver.Conn, error) {
	c, file, err := s.from.connect(ctx, s.Connector)
	if err != nil {
		return nil, file.cause(err)
	}
	err = c.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(withinFile)
	if err == nil {
		err = limitValues(ctx, c)
	}
	reader := c
	if err == nil {
		reader, err = newInterruptible(c, file)
	}
	if err != nil {
		c.Close()
		return nil, file.cause(err)
	}
	return reader, nil
}

// limitValues sets the limit on a connection by way of a pool of that one alone,
// because the driver sets it on a connection of a pool.
func limitValues(ctx context.Context, c driver.Conn) error {
	pool := sql.OpenDB(lent{c})
	defer pool.Close()
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = sqlite.Limit(conn, sqlite3.SQLITE_LIMIT_LENGTH, maxValue)
	return err
}

// lent is a connection that its pool does not close.
type lent struct{ driver.Conn }

func (l lent) Connect(context.Context) (driver.Conn, error) { return l, nil }
func (l lent) Driver() driver.Driver                        { return nil }
func (l lent) Unwrap() driver.Conn                          { return l.Conn }
func (l lent) Close() error                                 { return nil }

func withinFile(action sqlite.AuthorizerActionCode, _, _, _, _ string) sqlite.AuthorizerReturnCode {
	if action == sqlite.AuthAttach || action == sqlite.AuthDetach {
		return sqlite.AuthorizerDeny
	}
	return sqlite.AuthorizerOK
}
