package store

import (
	"fmt"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// LimitMemory bounds what SQLite holds for all the databases of this process, in
// bytes, so that no question can take the machine: what would need more fails
// with ErrTooLarge. It is to be called once, while none is open. SQLite counts what
// it holds only where it is told to before it starts, which the driver has done
// by then (findings/modernc_vfs_sort.sh); so it is stopped and told.
func LimitMemory(bytes int64) error {
	tls := libc.NewTLS()
	defer tls.Close()
	if code := sqlite3.Xsqlite3_shutdown(tls); code != sqlite3.SQLITE_OK {
		return fmt.Errorf("stop SQLite: code %d", code)
	}
	const room = 16 // for one argument
	list := tls.Alloc(room)
	defer tls.Free(room)
	if code := sqlite3.Xsqlite3_config(tls, sqlite3.SQLITE_CONFIG_MEMSTATUS, libc.VaList(list, int32(1))); code != sqlite3.SQLITE_OK {
		return fmt.Errorf("have SQLite count its memory: code %d", code)
	}
	if code := sqlite3.Xsqlite3_initialize(tls); code != sqlite3.SQLITE_OK {
		return fmt.Errorf("start SQLite: code %d", code)
	}
	sqlite3.Xsqlite3_hard_heap_limit64(tls, bytes)
	return nil
}
