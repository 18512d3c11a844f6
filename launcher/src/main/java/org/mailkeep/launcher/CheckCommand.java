package org.mailkeep.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check}: how mail to a domain is protected on its way, what is wrong with its records, and how to mend it. */
@Command(
        name = "check",
        description =
                "Shows how mail to a domain is protected on its way, and checks its DMARC, CAA and TLSRPT records;"
                        + " of a domain that is hosted here, everything. The suite must be running.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:protected by DANE or MTA-STS, and every check passes",
            "1:not or only partly protected, or a check warns",
            "2:a check fails, it could not be determined, or the suite is not running"
        })
final class CheckCommand implements Callable<Integer> {

    private static final int OK = 200;

    private final Settings settings;
    private final Terminal terminal;

    @Parameters(paramLabel = "DOMAIN", description = "The domain after the @ of a mail address.")
    private String domain = "";

    CheckCommand(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var running = RunState.read(new DataFolder(settings.data()).stateFile())
                .map(state -> settings.withPorts(state.ports()))
                .orElse(settings);
        try (var loopback = new Loopback()) {
            return check(loopback, running.url(Port.POLICY));
        } catch (JsonProcessingException e) {
            throw new LauncherException("policy-service answered with something else than JSON.", e);
        } catch (IOException e) {
            throw new LauncherException(
                    "policy-service does not answer at " + running.url(Port.POLICY)
                            + ". Start it with \"mailkeep up\".",
                    e);
        }
    }

    private int check(Loopback loopback, String service) throws IOException, InterruptedException {
        var name = URLEncoder.encode(domain, StandardCharsets.UTF_8);
        var records = service + "/v1/domains/" + name;
        var explanation = ask(loopback, records + "/tls-policy/explain");
        var posture = loopback.get(service + "/v1/hosted-domains/" + name + "/posture");
        var hosted = posture.status() == OK;
        var checks = new ArrayList<JsonNode>();
        if (hosted) {
            json(posture).path("checks").forEach(checks::add);
        } else {
            ask(loopback, records + "/dmarc").path("checks").forEach(checks::add);
            checks.add(ask(loopback, records + "/caa").path("check"));
            checks.add(ask(loopback, records + "/tlsrpt").path("check"));
        }
        new ExplanationView(terminal).show(explanation);
        new ChecksView(terminal).show(checks, hosted);
        return checks.stream()
                .mapToInt(check -> exitCode(check.path("result").asText()))
                .reduce(exitCode(explanation.path("effective").asText()), Math::max);
    }

    private static JsonNode ask(Loopback loopback, String url) throws IOException, InterruptedException {
        var answer = loopback.get(url);
        var body = json(answer);
        if (answer.status() != OK) {
            var detail = body.path("detail").asText(body.path("title").asText("status " + answer.status()));
            throw new LauncherException("policy-service does not answer for this domain: " + Terminal.harmless(detail));
        }
        return body;
    }

    private static JsonNode json(Loopback.Answer answer) throws JsonProcessingException {
        return new ObjectMapper().readTree(answer.body());
    }

    /** Of what protects the domain, or of how a check came out. */
    private static int exitCode(String word) {
        return switch (word) {
            case "dane", "sts", "pass" -> 0;
            case "mixed", "none", "warn" -> 1;
            default -> 2;
        };
    }
}
