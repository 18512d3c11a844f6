// Brings a page up to date when the service says that there is something new, unless somebody is at work in it.

const region = () => document.querySelector('[data-live]');
const PAUSE = 2000;
let waiting;

async function renew() {
  waiting = undefined;
  const old = region();
  if (document.hidden) {
    document.addEventListener('visibilitychange', later, { once: true });
    return;
  }
  if (old.contains(document.activeElement) || !getSelection().isCollapsed) {
    offer();
    return;
  }
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, redirect: 'error' }).catch(() => null);
  if (!answer?.ok) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
  if (fresh) {
    const open = [...old.querySelectorAll('details')].map(one => one.open);
    old.replaceChildren(...fresh.childNodes);
    [...old.querySelectorAll('details')].forEach((one, i) => { one.open = open[i] ?? false; });
    dispatchEvent(new Event('mailkeep:changed'));
  }
}

/** Nothing is taken away under somebody's hands. */
function offer() {
  const said = document.querySelector('.news');
  if (said.childElementCount === 0) {
    const link = document.createElement('a');
    link.href = location.href;
    link.textContent = 'Something new arrived: load the page again';
    said.append(link);
  }
}

function later() {
  waiting ??= setTimeout(renew, PAUSE);
}

if (region()) {
  new EventSource(region().dataset.live).addEventListener('news', later);
}
