// What runs before everything else, inside the page itself: it mends an address
// that the page's own relative ones would break at, and shows what kept the page
// from starting.
{
  const { pathname, search, hash } = location;
  // Some hosts serve folder/index.html as folder, or as folder/index.
  if (!/(\/|\.html?)$/.test(pathname)) {
    try {
      history.replaceState(null, '', `${pathname.replace(/\/index$/, '')}/${search}${hash}`);
    } catch {
      // the browser says below what did not load
    }
  }
  const failed = (what) => {
    const place = document.getElementById('bootfail');
    if (!place) return; // the page is built and says so itself
    place.hidden = false;
    place.querySelector('span').textContent = what;
  };
  addEventListener(
    'error',
    (e) => {
      const from = e.target?.src || e.target?.href;
      if (e.message || from) failed(e.message || String(from));
    },
    true,
  );
  addEventListener('unhandledrejection', (e) => failed(String(e.reason?.message || e.reason)));
}
