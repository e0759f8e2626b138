// Words for a command line that a visitor copies: a stranger's name must not
// become a command there.

// quoted is a word as a POSIX shell takes it for itself.
export const quoted = (s) => (/^[\w@%+=:,./-]+$/.test(s) ? s : `'${s.replace(/'/g, "'\\''")}'`);

// folderFor is a folder to put a release into: its name, where that is one.
export const folderFor = (release) => (/^\w[\w.-]{0,99}$/.test(release.name) ? release.name : 'articles');
