/* The file is handed on: to the page of a forge, to the clipboard, or to a folder of downloads. */
(function () {
  "use strict";

  const form = window.oproep.form;
  const LONGEST_ADDRESS = 7500; // characters: GitHub refuses an address of more than 8 KB

  const show = (address) => window.open(address, "_blank", "noopener");

  /* Whether the text is on the clipboard; where it cannot be put there, the element that shows it is selected. */
  form.copy = async function (text, shown) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      const range = document.createRange();
      range.selectNodeContents(shown);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return document.execCommand("copy");
    }
  };

  /* Opens the page for a new file, with the text in its address or on the clipboard; the word for what was done. */
  form.open = async function (target, name, text, shown) {
    const named = `${target.url}?filename=${encodeURIComponent(name)}`;
    const address = `${named}&value=${encodeURIComponent(text)}`;
    if (target.takes_text && address.length <= LONGEST_ADDRESS) {
      show(address);
      return "form-opened";
    }
    if (!(await form.copy(text, shown))) return "form-not-copied";
    show(target.takes_text ? named : target.url);
    return "form-copied-opened";
  };

  form.save = function (name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60 * 1000);
  };
})();
