"""Taking out of a page what was seen before, on this page or an earlier one.

axe takes as long as there are elements, and rows, cards, fields and frames are drawn by the same lines everywhere:
what has the same tags, classes and attributes in the same place has the same colors and sizes.
"""

from __future__ import annotations

from playwright.sync_api import Page

# A field with its label stays whole. seen: numbers that stand for what was seen; gives what is new.
THIN_OUT = """seen => {
  const known = new Set(seen), shapes = new Map();
  const told = /^(type|role|hidden|open|aria-(?!label|controls|describedby|owns|details).*)$/;
  const own = (one) => [one.localName, ...one.classList,
    ...[...one.attributes].map(({ name, value }) => told.test(name) ? name + value : name)].join(" ");
  const number = (text) => {
    let sum = 7;
    for (let place = 0; place < text.length; place++) sum = (Math.imul(sum, 31) + text.charCodeAt(place)) | 0;
    return sum;
  };
  const shape = (one) => {
    if (!shapes.has(one)) shapes.set(one, number(`${own(one)}(${[...new Set([...one.children].map(shape))].join()})`));
    return shapes.get(one);
  };
  const whole = "h1, h2, h3, a, button, .field, label, tr, p, dl > div, summary, svg, .choice, :has(> label[for])";
  const go = (parent, path) => {
    for (const one of [...parent.children]) {
      const here = number(path + shape(one));
      if (known.has(here) && !one.matches("h1, h2, h3, :has(h1)")) { one.remove(); continue; }
      known.add(here);
      if (!one.matches(whole)) go(one, `${path}${own(one)}>`);
    }
  };
  shape(document.body);
  go(document.body, "");
  return [...known].slice(seen.length);
}"""


class Thinning:
    """Remembers what was seen, from one page to the next."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._seen: list[int] = []

    def leaves_something(self, page: Page) -> bool:
        """Take out of a page what was seen before; False if nothing else is left of it."""
        new = page.evaluate(THIN_OUT, self._seen)
        self._seen += new
        return bool(new)
