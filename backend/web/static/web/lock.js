"use strict";
// Closes the screen: by its button, and after five minutes without a touch in any tab. The content leaves the page at
// once; what was being typed goes to the server, sealed there, and comes back after the password. Nothing stays here.
(function () {
  var button = document.querySelector("[data-lock]");
  if (!button) return;
  var IDLE = 5 * 60 * 1000, PING = 4 * 60 * 1000, TICK = 10 * 1000;
  var back = document.currentScript.dataset.back;
  var token = JSON.parse(document.body.dataset.hxHeaders)["X-CSRFToken"];
  var page = location.pathname + location.search;
  var touched = Date.now(), heard = Date.now(), told = 0, typedIn = null, closing = false;
  var tabs = "BroadcastChannel" in window ? new BroadcastChannel("screen") : null;

  function send(address, body) {
    return fetch(address, { method: "POST", body: body, headers: { "X-CSRFToken": token } });
  }
  function typed() {
    var form = typedIn && typedIn.isConnected ? typedIn : null;
    return form ? new URLSearchParams(new FormData(form)) : new URLSearchParams();
  }
  function close(fromHere) {
    if (closing) return;
    closing = true;
    var draft = typed();
    document.body.replaceChildren();
    document.title = button.dataset.title;
    if (fromHere && tabs) tabs.postMessage("closed");
    var gone = false;
    function go() {
      if (gone) return;
      gone = true;
      location.replace("/lock/?next=" + encodeURIComponent(page));
    }
    send("/lock/close/?page=" + encodeURIComponent(page), draft).finally(go);
    setTimeout(go, 5000);
  }
  function touch() {
    var moment = Date.now();
    touched = moment;
    if (tabs && moment - told > 5000) { told = moment; tabs.postMessage("touched"); }
  }
  function look() {
    if (closing) return;
    if (Date.now() - touched >= IDLE) { close(true); return; }
    if (touched > heard && Date.now() - heard >= PING) {
      heard = Date.now();
      send("/lock/alive/").then(function (answer) { if (answer.redirected) close(false); }, function () {});
    }
  }
  ["pointerdown", "keydown", "wheel", "touchstart"].forEach(function (kind) {
    document.addEventListener(kind, touch, { passive: true });
  });
  ["visibilitychange", "pageshow", "focus"].forEach(function (kind) { window.addEventListener(kind, look); });
  document.addEventListener("input", function (event) {
    var form = event.target.closest("main form[method=post]");
    if (form) typedIn = form;
  });
  document.addEventListener("submit", function (event) { if (event.target === typedIn) typedIn = null; });
  button.addEventListener("click", function (event) { event.preventDefault(); close(true); });
  if (tabs) tabs.addEventListener("message", function (event) {
    if (event.data === "touched") touched = Date.now();
    if (event.data === "closed") close(false);
  });
  setInterval(look, TICK);

  function fill(form, values) {
    Array.from(form.elements).forEach(function (control) {
      var value = values[control.name];
      if (!control.name || control.type === "password" || control.name === "csrfmiddlewaretoken") return;
      if (control.type === "checkbox" || control.type === "radio") {
        control.checked = !!value && value.indexOf(control.value) >= 0;
      } else if (control.type === "select-multiple") {
        Array.from(control.options).forEach(function (one) { one.selected = !!value && value.indexOf(one.value) >= 0; });
      } else if (value && value.length) {
        control.value = value[0];
      }
    });
  }
  function formOf(values) {
    var names = Object.keys(values);
    return Array.from(document.querySelectorAll("main form[method=post]")).find(function (form) {
      return names.every(function (name) { return form.elements.namedItem(name); });
    });
  }
  if (location.hash === "#draft") {
    history.replaceState(null, "", page);
    fetch("/lock/draft/?page=" + encodeURIComponent(page)).then(function (answer) {
      return answer.status === 200 ? answer.json() : null;
    }).then(function (values) {
      var form = values && formOf(values);
      if (!form) return;
      fill(form, values);
      typedIn = form;
      var said = document.createElement("p");
      said.className = "toast";
      said.textContent = back;
      document.getElementById("toasts").append(said);
      setTimeout(function () { said.remove(); }, 6000);
    });
  }
})();
