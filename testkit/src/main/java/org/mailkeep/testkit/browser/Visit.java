package org.mailkeep.testkit.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One visitor at one page after the other. */
public final class Visit implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** No page has as many controls. */
    private static final int MAX_TAB_STOPS = 300;

    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Visit(Page page) {
        this.page = page;
        // Chromium tells breaches of the Content-Security-Policy here as well.
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** The page, to act on. */
    public Page page() {
        return page;
    }

    /** Goes to another page. */
    public void open(URI address) {
        page.navigate(address.toString());
    }

    /**
     * Takes a picture of the page, and looks for what would be in somebody's way.
     *
     * @param name of the picture in {@code target/screenshots}
     * @return every fault in a sentence: complaints of the browser, what does not fit the width, what axe-core finds
     *     inaccessible, controls that the keyboard does not reach
     */
    public List<String> faults(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
        var faults = new ArrayList<>(complaints);
        int tooWide = ((Number) page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).intValue();
        if (tooWide > 0) {
            faults.add("the page is " + tooWide + " px wider than the screen");
        }
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            rule.getNodes().forEach(node -> faults.add(rule.getHelp() + ": " + node.getHtml()));
        }
        faults.addAll(unreachable());
        return List.copyOf(faults);
    }

    /** The controls in the order in which the tabulator key visits them, by what they are called. */
    public List<String> keyboardOrder() {
        // From the start, wherever somebody clicked before.
        page.evaluate("""
                () => {
                  const start = document.createElement('span');
                  start.tabIndex = -1;
                  document.body.prepend(start);
                  start.focus();
                  start.remove();
                }
                """);
        Set<String> visited = new LinkedHashSet<>();
        String last = "";
        for (int stops = 0; stops < MAX_TAB_STOPS; stops++) {
            page.keyboard().press("Tab");
            String control = (String) page.evaluate("""
                    () => {
                      const at = document.activeElement;
                      if (!at || at === document.body) return '';
                      const all = [...document.querySelectorAll('*')];
                      const label = at.labels && at.labels.length ? at.labels[0].textContent : '';
                      return all.indexOf(at) + ' ' + (at.getAttribute('aria-label') || label || at.textContent).trim();
                    }
                    """);
            // Several stops in a row are the parts of one control, such as those of a date.
            if (control.isEmpty() || (!visited.add(control) && !control.equals(last))) {
                break;
            }
            last = control;
        }
        return visited.stream()
                .map(control -> control.substring(control.indexOf(' ') + 1))
                .toList();
    }

    private List<String> unreachable() {
        int controls = ((Number) page.evaluate(
                        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea,"
                                + " summary')].filter(one => !one.disabled && one.checkVisibility()).length"))
                .intValue();
        int reached = keyboardOrder().size();
        return reached < controls
                ? List.of("the keyboard reaches " + reached + " of " + controls + " controls")
                : List.of();
    }

    @Override
    public void close() {
        page.context().close();
    }
}
