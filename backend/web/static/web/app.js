"use strict";
// What pages cannot do without a script: leave at once, ask before an act that is logged, tell of errors, send a form once.
// Nothing is kept in the browser but the choice of a theme. Every page works without this file, reveals apart.
(function () {
  const body = document.body;
  const toasts = document.getElementById("toasts");
  const csrf = JSON.parse(body.dataset.hxHeaders)["X-CSRFToken"];

  // --- Quick exit: a blank page first, then the end of the session, then the neutral site in place of this one. ---

  const CAP = 600; // ms: after that we leave whether or not the server has answered
  const WINDOW = 5000; // ms in which three presses of Shift mean «leave»
  let left = false;
  let presses = [];

  function leave(event) {
    if (event) event.preventDefault();
    if (left) return;
    left = true;
    document.title = "\u00a0";
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
    const blank = document.createElement("div");
    blank.className = "leaving";
    body.replaceChildren(blank);
    let gone = false;
    const go = () => {
      if (gone) return;
      gone = true;
      location.replace(body.dataset.neutral);
    };
    fetch(body.dataset.exit, { method: "POST", keepalive: true, headers: { "X-CSRFToken": csrf } }).finally(go);
    setTimeout(go, CAP);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = []; // a capital letter in a text is no cry for help
      return;
    }
    if (event.repeat) return;
    presses = presses.filter((moment) => Date.now() - moment < WINDOW).concat(Date.now());
    if (presses.length >= 3) leave();
  });

  // --- Theme: the one cookie of ours. -----------------------------------------------------------------------------

  function switchTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
  }

  // --- Dialogs ----------------------------------------------------------------------------------------------------

  let confirmed = null; // what to do once the question is answered with yes
  let repeating = false; // a request that failed is sent again without asking again

  function ask(question, yes) {
    const dialog = document.getElementById("confirm");
    const [title, text = "", verb = ""] = question.split("|");
    dialog.querySelector("#confirm-title").textContent = title;
    dialog.querySelector("#confirm-body").textContent = text;
    const button = dialog.querySelector("[data-confirm-yes]");
    if (verb) button.textContent = verb;
    confirmed = yes;
    dialog.showModal();
    button.focus();
  }

  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    if (repeating) event.detail.issueRequest(true);
    else ask(event.detail.question, () => event.detail.issueRequest(true));
  });

  const acts = {
    "[data-quick-exit]": leave,
    "[data-theme-switch]": switchTheme,
    "[data-open-dialog]": (event, target) => {
      event.preventDefault();
      document.getElementById(target.dataset.openDialog).showModal();
    },
    "[data-close-dialog]": (event, target) => {
      confirmed = null;
      target.closest("dialog").close();
    },
    "[data-confirm-yes]": (event, target) => {
      const act = confirmed;
      confirmed = null;
      target.closest("dialog").close();
      if (act) act();
    },
  };

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    for (const [selector, act] of Object.entries(acts)) {
      const target = event.target.closest(selector);
      if (target) act(event, target);
    }
  });

  // --- Forms that are sent once. A second press does nothing; a page that comes back, or a request that got nowhere,
  // --- finds the form ready again. --------------------------------------------------------------------------------

  const PATIENCE = 8000; // ms after which we believe that the request got nowhere

  function ready(form) {
    delete form.dataset.sent;
    form.querySelectorAll("button[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    form.querySelectorAll("button:not([type=button])").forEach((button) => button.setAttribute("aria-disabled", "true"));
    setTimeout(ready, PATIENCE, form);
  });

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    if (left) location.reload(); // somebody went back after leaving: let the server say that nobody is signed in
    else document.querySelectorAll("[data-sent]").forEach(ready);
  });

  // --- Toasts. News goes by itself; an error stays until it is closed, and offers to try again. -------------------

  function say(words, { error = false, retry = null } = {}) {
    const toast = document.createElement("div");
    toast.className = error ? "toast error" : "toast";
    const text = document.createElement("p");
    text.textContent = words;
    toast.append(text);
    const offer = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => {
        toast.remove();
        if (act) act();
      });
      toast.append(button);
    };
    if (retry) offer(toasts.dataset.retry, retry);
    if (error) offer(toasts.dataset.close);
    else setTimeout(() => toast.remove(), 6000);
    toasts.append(toast);
  }

  document.addEventListener("toast", (event) => say(event.detail.value || event.detail.text));

  function again(detail) {
    const { verb, path, unfilteredParameters } = detail.requestConfig;
    return () => {
      repeating = true;
      htmx.ajax(verb, path, { source: detail.elt, target: detail.target, values: unfilteredParameters });
      repeating = false;
    };
  }

  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 401) {
      location.reload();
      return;
    }
    const told = { 403: "forbidden", 404: "gone", 409: "notnow", 412: "stale" }[status];
    say(toasts.dataset[told || "failed"], { error: true, retry: told ? null : again(event.detail) });
  });
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(lost, (event) => say(toasts.dataset.lost, { error: true, retry: again(event.detail) }));
  }

  // --- Focus and hidden fields ------------------------------------------------------------------------------------

  let heldFocus = false;

  document.addEventListener("htmx:beforeSwap", (event) => {
    heldFocus = event.detail.target.contains(document.activeElement);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    const wanted = root.matches("[data-focus]") ? root : root.querySelector("[data-focus]");
    if (wanted) wanted.focus();
    else if (heldFocus) root.querySelector("button, a[href], input")?.focus();
  });

  // The masked field is fetched back after half a minute. Should that fail, it is hidden all the same.
  document.addEventListener("htmx:afterSettle", (event) => {
    const shown = event.detail.elt.closest("[data-hide-after]");
    if (!shown) return;
    const seconds = Number(shown.dataset.hideAfter) + 1;
    setTimeout(() => {
      if (shown.isConnected) shown.querySelector(".revealed").textContent = "•••";
    }, seconds * 1000);
  });

  document.querySelector("[data-focus]")?.focus();

  // htmx notes the address of the page in the browser's session storage and cannot be told not to. It is not needed.
  sessionStorage.removeItem("htmx-current-path-for-history");
})();
