/* The calls of what a reader follows, and by which of it each is found. Knows no page: mine.js shows them.
 *
 * What is followed by its labels is looked for in calls.js, a search with words by search-engine.js.
 */
(function () {
  "use strict";

  const oproep = (window.oproep = window.oproep || {});
  const { following } = oproep;

  /* By what a call can be chosen because of its status: what closes soon is open as well. */
  function statusLabels(call, now) {
    const status = call.status(now);
    return (status === "closing" ? ["open", "closing"] : [status]).map((each) => "status:" + each);
  }

  /* A function that answers with what some of the catalogue's calls are followed for; its index is at `bundle`. */
  oproep.openMine = function (top, bundle) {
    const catalogue = oproep.openCalls(top, bundle);
    const answer = oproep.openSearch(top, bundle, []);

    /* The calls that some of this finds, each with all of it that does, [{ call, whats }]; and the searches that failed. */
    return async function found(whats) {
      const calls = await catalogue.current();
      const byPlace = new Map(calls.map((call) => [call.place.join(), call]));
      const reasons = new Map();
      const failed = [];
      const add = (call, what) => reasons.set(call, [...(reasons.get(call) || []), what]);
      for (const what of whats) {
        if (what.startsWith("?") && following.asked(what).query) {
          const { results } = await answer(following.asked(what), 0).catch((error) => {
            console.error(error);
            failed.push(what);
            return { results: [] };
          });
          for (const { place } of results) if (byPlace.has(place.join())) add(byPlace.get(place.join()), what);
        } else {
          const now = Date.now();
          for (const call of calls) if (following.means(what, [...call.labels, ...statusLabels(call, now)])) add(call, what);
        }
      }
      return { list: Array.from(reasons, ([call, whys]) => ({ call, whats: whys })), failed };
    };
  };
})();
