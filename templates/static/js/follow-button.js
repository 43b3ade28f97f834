/* The button to follow what a page is about: a theme, a fund, a kind of beneficiary, or the search as it stands.
 *
 * Added by script, because nothing can be kept without one.
 */
(function () {
  "use strict";

  const { following } = window.oproep;
  const place = document.querySelector("[data-follow]");
  const search = document.getElementById("search"); // on the search page
  const words = JSON.parse(place.dataset.words);
  const button = document.createElement("button");
  const line = document.createElement("span");
  let what = place.dataset.follow;
  let isTold = false; // what the reader did here is said aloud, what others did is not

  button.type = "button";
  button.className = "button button--quiet";
  line.className = "follow__line";
  line.setAttribute("aria-live", "polite"); // no status: the search page has one of its own
  place.append(button, " ", line);

  function say(text, isLink) {
    const link = document.createElement("a");
    link.href = place.dataset.mine;
    link.textContent = words.mine;
    line.replaceChildren(text, ...(isLink ? [" ", link] : []));
  }

  function show() {
    const isFollowed = following.has(what);
    button.textContent = isFollowed ? words.unfollow : words.follow;
    place.classList.toggle("is-followed", isFollowed);
    place.hidden = what === null;
    if (isFollowed || !isTold) say(isFollowed ? words.followed : "", isFollowed);
  }

  button.addEventListener("click", () => {
    isTold = true;
    const wasFollowed = following.has(what);
    const stays = wasFollowed ? following.unfollow(what) : following.follow(what);
    if (wasFollowed) say(words.unfollowed);
    else if (!following.has(what)) say(words.full);
    else if (!stays) say(words.unkept, true);
  });

  if (search) {
    const ask = (text) => {
      what = following.understood(text);
      isTold = false;
      show();
    };
    search.addEventListener("asked", (event) => ask(event.detail));
    ask(location.search);
  }
  following.watch(show);
  show();
})();
