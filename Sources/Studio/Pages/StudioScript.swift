/// The studio's script: shows what is chosen without leaving the page, and what is changed in the files.
enum StudioScript {
    static let source = """
        "use strict";
        const parts = ["nav", "bar", "stage", "facts"];
        const live = document.getElementById("live");
        let latest = 0;

        // Only the newest answer counts; focus and opened details stay where they were.
        async function show(address) {
          const ticket = ++latest;
          let text;
          try {
            const answer = await fetch(address);
            if (!answer.ok) return;
            text = await answer.text();
          } catch { return; }
          if (ticket !== latest) return;
          const page = new DOMParser().parseFromString(text, "text/html");
          const focus = document.activeElement && document.activeElement.id;
          const open = [...document.querySelectorAll("details[open]")].map(each => each.id);
          for (const id of parts) {
            const old = document.getElementById(id), fresh = page.getElementById(id);
            if (old && fresh && old.outerHTML !== fresh.outerHTML) old.replaceWith(fresh);
          }
          for (const id of open) document.getElementById(id)?.setAttribute("open", "");
          document.title = page.title;
          document.body.dataset.generation = page.body.dataset.generation;
          if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
        }

        function go(address) {
          history.pushState(null, "", address);
          show(address);
        }

        document.addEventListener("change", event => {
          const form = event.target.form;
          if (!form || form.id !== "bar") return;
          const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
          go("/?" + query);
        });

        document.addEventListener("submit", event => event.preventDefault());

        document.addEventListener("click", event => {
          const link = event.target.closest("#nav a");
          if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
          event.preventDefault();
          go(link.getAttribute("href"));
        });

        window.addEventListener("popstate", () => show(location.href));

        const events = new EventSource("/events");
        events.onopen = () => { live.className = "on"; live.textContent = "live"; };
        events.onerror = () => { live.className = "off"; live.textContent = "not connected"; };
        events.onmessage = event => {
          if (event.data !== document.body.dataset.generation) show(location.href);
        };

        """
}
