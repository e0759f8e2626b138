// A read-only SQLite VFS over a RangeFile, for a database that nobody changes.

// install registers the VFS "range" over file.
export function install(sqlite3, file) {
  const { capi, wasm } = sqlite3;
  const io = new capi.sqlite3_io_methods();
  const vfs = new capi.sqlite3_vfs();
  const stock = new capi.sqlite3_vfs(capi.sqlite3_vfs_find(null));
  io.$iVersion = 1;
  vfs.$iVersion = 2;
  vfs.$szOsFile = capi.sqlite3_file.structInfo.sizeof;
  vfs.$mxPathname = 1024;
  vfs.$xRandomness = stock.$xRandomness;
  vfs.$xSleep = stock.$xSleep;
  stock.dispose();
  const ok = () => 0;
  const readonly = () => capi.SQLITE_READONLY;
  const xRead = (_f, dst, n, off) => {
    try {
      const to = wasm.heap8u().subarray(Number(dst), Number(dst) + n);
      const got = file.copy(to, Number(off));
      if (got < 0) return capi.SQLITE_IOERR_READ;
      if (got === n) return 0;
      to.fill(0, got);
      return capi.SQLITE_IOERR_SHORT_READ;
    } catch (e) {
      file.error = e;
      return capi.SQLITE_IOERR_READ;
    }
  };
  const zero = (out) => {
    wasm.poke32(out, 0);
    return 0;
  };
  sqlite3.vfs.installVfs({
    io: {
      struct: io,
      methods: {
        xRead,
        xClose: ok,
        xLock: ok,
        xUnlock: ok,
        xSync: ok,
        xWrite: readonly,
        xTruncate: readonly,
        xCheckReservedLock: (_f, out) => zero(out),
        xDeviceCharacteristics: () => capi.SQLITE_IOCAP_IMMUTABLE,
        xFileControl: () => capi.SQLITE_NOTFOUND,
        xFileSize: (_f, out) => {
          wasm.poke(out, file.size, 'i64');
          return 0;
        },
        xSectorSize: () => 4096,
      },
    },
    vfs: {
      struct: vfs,
      name: 'range',
      methods: {
        xAccess: (_v, _z, _flags, out) => zero(out),
        xDelete: ok,
        xGetLastError: ok,
        xCurrentTime: (_v, out) => {
          wasm.poke(out, 2440587.5 + Date.now() / 864e5, 'double');
          return 0;
        },
        xFullPathname: (_v, z, n, out) => (wasm.cstrncpy(out, z, n) < n ? 0 : capi.SQLITE_CANTOPEN),
        xOpen: (_v, _z, f, flags, outFlags) => {
          if (!(flags & capi.SQLITE_OPEN_MAIN_DB)) return capi.SQLITE_CANTOPEN;
          const s = new capi.sqlite3_file(f);
          s.$pMethods = io.pointer;
          s.dispose();
          if (outFlags) wasm.poke32(outFlags, capi.SQLITE_OPEN_READONLY | capi.SQLITE_OPEN_MAIN_DB);
          return 0;
        },
      },
    },
  });
}
