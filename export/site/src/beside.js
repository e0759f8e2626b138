// What stands beside an article: the one before and the one after by day, and the
// others that are nearly the same.

const mostTwins = 20;

export async function beside(engine, { id, uid, of }) {
  // Row order is day order; the undated, which stand last, have no neighbours.
  const near = id > engine.lastDated ? [] : [id - 1, id + 1].filter((n) => n >= 1 && n <= engine.lastDated);
  const one = 'SELECT article_id, uid, title, published_on FROM articles WHERE article_id = ?';
  const first = of || uid; // of the group
  const twins = `SELECT article_id, uid, title, published_on FROM articles
    WHERE near_duplicate_of = ? ORDER BY article_id LIMIT ${mostTwins}`;
  const got = await engine.file.gather([
    () => engine.all('SELECT article_id, uid, title, published_on FROM articles WHERE uid = ?', first),
    () => engine.all(twins, first),
    ...near.map((n) => () => engine.all(one, n)),
  ]);
  const row = ([n, uid, title, on]) => ({ id: n, uid, title, on });
  const [head, group, ...neighbours] = got.map((rows) => rows.map(row));
  const found = neighbours.flat();
  return {
    earlier: found.find((r) => r.id < id) || null,
    later: found.find((r) => r.id > id) || null,
    twins: [...head, ...group].filter((r) => r.uid !== uid),
  };
}
