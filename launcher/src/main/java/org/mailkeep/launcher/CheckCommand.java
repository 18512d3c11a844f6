package org.mailkeep.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check}: how mail to a domain is protected on its way, and why. */
@Command(
        name = "check",
        description = "Shows how mail to a domain is protected on its way, and why. The suite must be running.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:protected: every mail server must prove who it is (DANE or MTA-STS)",
            "1:not, or only partly protected",
            "2:it could not be determined, or the suite is not running"
        })
final class CheckCommand implements Callable<Integer> {

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
        var explanation = ask();
        new ExplanationView(terminal).show(explanation);
        return switch (explanation.path("effective").asText()) {
            case "dane", "sts" -> 0;
            case "mixed", "none" -> 1;
            default -> 2;
        };
    }

    private JsonNode ask() throws InterruptedException {
        var running = RunState.read(new DataFolder(settings.data()).stateFile())
                .map(state -> settings.withPorts(state.ports()))
                .orElse(settings);
        var path = "/v1/domains/" + URLEncoder.encode(domain, StandardCharsets.UTF_8) + "/tls-policy/explain";
        try (var loopback = new Loopback()) {
            var answer = loopback.get(running.url(Port.POLICY) + path);
            var body = new ObjectMapper().readTree(answer.body());
            if (answer.status() != 200) {
                var detail = body.path("detail").asText(body.path("title").asText("status " + answer.status()));
                throw new LauncherException(
                        "policy-service does not answer for this domain: " + Terminal.harmless(detail));
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new LauncherException("policy-service answered with something else than JSON.", e);
        } catch (IOException e) {
            throw new LauncherException(
                    "policy-service does not answer at " + running.url(Port.POLICY)
                            + ". Start it with \"mailkeep up\".",
                    e);
        }
    }
}
