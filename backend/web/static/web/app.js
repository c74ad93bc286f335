"use strict";
// Quick exit, theme, forms that are sent once, revealed fields that hide again. No data is kept in the browser.
(function () {
  function leave(event) {
    if (event) event.preventDefault();
    document.body.replaceChildren();
    document.title = " ";
    var gone = false;
    function go() { if (!gone) { gone = true; location.replace(neutral); } }
    fetch("/exit/", { method: "POST", keepalive: true, headers: { "X-CSRFToken": token } }).finally(go);
    setTimeout(go, 600);
  }
  var neutral = document.body.dataset.neutral;
  var token = JSON.parse(document.body.dataset.hxHeaders)["X-CSRFToken"];
  var shifts = [];
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift" || event.repeat) return;
    var moment = Date.now();
    shifts = shifts.filter(function (one) { return moment - one < 5000; });
    shifts.push(moment);
    if (shifts.length >= 3) leave();
  });
  document.addEventListener("click", function (event) {
    var target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    if (target.closest("[data-quick-exit]")) leave(event);
    if (target.closest("[data-theme-switch]")) {
      var dark = document.documentElement.dataset.theme
        ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      document.documentElement.dataset.theme = dark ? "light" : "dark";
      document.cookie = "theme=" + (dark ? "light" : "dark") + ";path=/;max-age=31536000;samesite=lax";
    }
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });
  function focusIn(root) { var wanted = root.querySelector("[data-focus]"); if (wanted) wanted.focus(); }
  function hideLater(root) {
    root.querySelectorAll("[data-hide-after]").forEach(function (shown) {
      setTimeout(function () { shown.textContent = "•••"; }, Number(shown.dataset.hideAfter) * 1000);
    });
  }
  document.addEventListener("htmx:afterSettle", function () { focusIn(document); hideLater(document); });
  function say(words) {
    var toast = document.createElement("p");
    toast.className = "toast";
    toast.textContent = words;
    toast.addEventListener("click", function () { toast.remove(); });
    document.getElementById("toasts").append(toast);
  }
  document.addEventListener("htmx:sendError", function () { say(document.getElementById("toasts").dataset.lost); });
  document.addEventListener("htmx:timeout", function () { say(document.getElementById("toasts").dataset.lost); });
  document.addEventListener("htmx:responseError", function () { say(document.getElementById("toasts").dataset.failed); });
  focusIn(document);
})();
