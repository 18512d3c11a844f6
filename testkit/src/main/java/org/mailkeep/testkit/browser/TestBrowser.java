package org.mailkeep.testkit.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The system's Chromium, without a window. Whoever uses it needs Playwright and axe-core among the dependencies of the
 * tests: here they are optional, since they are large and the launcher has no use for them.
 */
public final class TestBrowser implements AutoCloseable {

    private static final int HEIGHT = 900;

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private TestBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** How somebody looks at a page: together both widths and both sets of colours. */
    public enum Look {
        DESK(1280, ColorScheme.LIGHT),
        /** The narrowest screen that pages are made for. */
        PHONE(400, ColorScheme.DARK);

        private final int width;
        private final ColorScheme colours;

        Look(int width, ColorScheme colours) {
            this.width = width;
            this.colours = colours;
        }

        /** In a word, for the name of a picture. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Starts it.
     *
     * @throws TestAbortedException where there is no Chromium, so that the test is skipped
     */
    public static TestBrowser start() {
        Path chromium = find().orElseThrow(() -> new TestAbortedException(
                "There is no Chromium here, so that pages are not tested; Debian's package is \"chromium\"."));
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new TestBrowser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(List.of("--no-proxy-server"))));
    }

    /** Opens a page as somebody who was never there before. */
    public Visit visit(URI address, Look look) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width, HEIGHT)
                .setColorScheme(look.colours));
        var visit = new Visit(context.newPage());
        visit.open(address);
        return visit;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Optional<Path> find() {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
