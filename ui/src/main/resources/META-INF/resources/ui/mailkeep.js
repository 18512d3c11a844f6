// Adds to pages what works only with a script; without it nothing else is missing.

// A copy button for every element that names itself worth copying.
for (const source of document.querySelectorAll('[data-copy]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy quiet';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', `Copy ${source.dataset.copy}`);
  const said = document.createElement('span');
  said.className = 'unseen';
  said.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = said.textContent = 'Copied';
    } catch {
      // The browser allows the clipboard on https and on this machine only: select, so that a key press copies.
      getSelection().selectAllChildren(source);
      button.textContent = said.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; said.textContent = ''; }, 2000);
  });
  source.after(button, said);
}

// Files may be dropped where a file is asked for.
for (const zone of document.querySelectorAll('[data-drop]')) {
  const input = zone.querySelector('input[type=file]');
  const mark = on => event => { event.preventDefault(); zone.classList.toggle('over', on); };
  zone.addEventListener('dragenter', mark(true));
  zone.addEventListener('dragover', mark(true));
  zone.addEventListener('dragleave', mark(false));
  zone.addEventListener('drop', event => {
    mark(false)(event);
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      zone.closest('form').requestSubmit();
    }
  });
}

// What cannot be undone is asked for once more.
for (const button of document.querySelectorAll('button[data-confirm]')) {
  button.addEventListener('click', event => {
    if (!confirm(button.dataset.confirm)) {
      event.preventDefault();
    }
  });
}
