"use strict";
// Passkeys: asks the browser to make or to use one, and sends what it says with the form around the button.
// Options come with the page (data-options), or are asked for when the button is pressed (data-ask).
(function () {
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function opened(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }
  function forTheBrowser(options) {
    var found = Object.assign({}, options, { challenge: bytes(options.challenge) });
    if (options.user) {
      found.user = Object.assign({}, options.user, { id: bytes(options.user.id) });
      found.authenticatorSelection = Object.assign({}, options.authenticatorSelection, {
        residentKey: "preferred", requireResidentKey: false, userVerification: "preferred",
      });
    }
    if (options.excludeCredentials) found.excludeCredentials = opened(options.excludeCredentials);
    if (options.allowCredentials) found.allowCredentials = opened(options.allowCredentials);
    return found;
  }
  function said(credential) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    });
    return {
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response: response,
      clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment,
    };
  }
  function optionsOf(form) {
    if (form.dataset.options) return Promise.resolve(JSON.parse(form.dataset.options));
    return fetch(form.dataset.ask, { headers: { "Accept": "application/json", "X-Requested-With": "XMLHttpRequest" } })
      .then(function (answer) { return answer.json(); })
      .then(function (told) { return told.request_options; });
  }
  function start(form) {
    var failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    optionsOf(form).then(function (told) {
      var options = { publicKey: forTheBrowser(told.publicKey) };
      return form.dataset.passkey === "create" ? navigator.credentials.create(options) : navigator.credentials.get(options);
    }).then(function (credential) {
      form.elements.credential.value = JSON.stringify(said(credential));
      form.submit();
    }).catch(function () { failed.hidden = false; });
  }
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var button = form.querySelector("[data-passkey-start]");
    if (!window.PublicKeyCredential) {
      button.hidden = true;
      form.querySelector("[data-passkey-unable]").hidden = false;
      return;
    }
    button.addEventListener("click", function () { start(form); });
  });
})();
