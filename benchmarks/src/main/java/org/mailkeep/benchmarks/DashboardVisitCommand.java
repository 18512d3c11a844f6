package org.mailkeep.benchmarks;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mailkeep.testkit.browser.TestBrowser;
import org.mailkeep.testkit.browser.TestBrowser.Look;
import org.mailkeep.testkit.browser.Visit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Opens every page of report-ingest-service again and again: by HTTP alone, and in Chromium. */
@Command(
        name = "dashboard-visit",
        mixinStandardHelpOptions = true,
        description = "Times the pages of report-ingest-service: the answer with all its queries, and the first paint.")
final class DashboardVisitCommand implements Callable<Integer> {

    private static final int WARM_UP = 20;

    private static final String FIRST_PAINT = """
            new Promise(done => {
                const look = () => {
                    const paint = performance.getEntriesByName('first-contentful-paint')[0];
                    paint ? done(paint.startTime) : setTimeout(look, 10);
                };
                look();
            })
            """;

    @Option(names = "--port", required = true, description = "Of the service.")
    private int port;

    @Option(names = "--token-file", required = true, description = "Of the service.")
    private Path tokenFile = Path.of("");

    @Option(names = "--times", description = "That each page is asked for (50).")
    private int times = 50;

    @Option(names = "--paints", description = "That each page is opened in Chromium; 0 without one (9).")
    private int paints = 9;

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("today", "/");
        pages.put("domain", "/domain?domain=" + DashboardStore.BUSIEST);
        pages.put("mx", "/mx?mx=" + DashboardStore.BUSIEST_MX);
        pages.put("reporters", "/reporters");
        pages.put("reporter", "/reporter?organization=organisation+0");
        pages.put("failures", "/failures");
        pages.put("failures of one domain", "/failures?domain=" + DashboardStore.BUSIEST);
        pages.put("readiness", "/readiness");
        pages.put("incidents", "/incidents");
        pages.put("reports", "/reports");
        pages.put("intake", "/intake");
        pages.put("dmarc", "/dmarc");
        return pages;
    }

    @Override
    public Integer call() throws Exception {
        String token = Files.readString(tokenFile).strip();
        var answers = new LinkedHashMap<String, List<Double>>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (Map.Entry<String, String> page : pages().entrySet()) {
                HttpRequest request = HttpRequest.newBuilder(address(page.getValue()))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "text/html")
                        .build();
                answers.put(page.getKey(), answers(client, request));
            }
        }
        Map<String, List<Double>> paintings = paints > 0 ? paintings(token) : Map.of();
        answers.forEach((page, millis) -> System.out.printf(
                Locale.ROOT,
                "%-24s answer: median %.1f ms, worst %.1f ms%s%n",
                page,
                median(millis),
                Collections.max(millis),
                paintings.containsKey(page)
                        ? String.format(
                                Locale.ROOT,
                                "; first paint: median %.0f ms, worst %.0f ms",
                                median(paintings.getOrDefault(page, List.of())),
                                Collections.max(paintings.getOrDefault(page, List.of())))
                        : ""));
        return 0;
    }

    private List<Double> answers(HttpClient client, HttpRequest request) throws Exception {
        var millis = new ArrayList<Double>();
        for (int i = 0; i < WARM_UP + times; i++) {
            long begin = System.nanoTime();
            var answer = client.send(request, BodyHandlers.ofString());
            double taken = (System.nanoTime() - begin) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " is answered with " + answer.statusCode());
            }
            if (i >= WARM_UP) {
                millis.add(taken);
            }
        }
        return millis;
    }

    private Map<String, List<Double>> paintings(String token) {
        var paintings = new LinkedHashMap<String, List<Double>>();
        try (TestBrowser browser = TestBrowser.start();
                Visit visit = browser.visit(address("/ui/sign-in"), Look.DESK)) {
            Page page = visit.page();
            page.getByLabel("Token").fill(token);
            page.keyboard().press("Enter");
            page.waitForURL("**/");
            pages().forEach((name, path) -> {
                var millis = new ArrayList<Double>();
                for (int i = 0; i < paints; i++) {
                    visit.open(address(path));
                    millis.add(((Number) page.evaluate(FIRST_PAINT)).doubleValue());
                }
                paintings.put(name, millis);
            });
        }
        return paintings;
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }
}
