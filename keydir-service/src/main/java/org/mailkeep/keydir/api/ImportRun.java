package org.mailkeep.keydir.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.keydir.api.BoundedLines.Line;
import org.mailkeep.keydir.api.ImportViews.Counts;
import org.mailkeep.keydir.api.ImportViews.LineBody;
import org.mailkeep.keydir.api.ImportViews.Reply;
import org.mailkeep.keydir.app.DirectoryUnavailableException;
import org.mailkeep.keydir.app.ImportAccounts;
import org.mailkeep.keydir.domain.ownership.AccountPlan;
import org.mailkeep.keydir.domain.publishing.Verdict;

/**
 * One import: a line is read when the one before is done and its reply is wanted, so that a slow reader of the replies slows
 * the sender down.
 */
final class ImportRun {

    /** For an account with a few keys; one key may have 256 KiB, which armor makes a third larger. */
    private static final int MAX_LINE_OCTETS = 2 << 20;

    private static final int LINES_PER_PROGRESS = 1000;
    private static final int MAX_KEYS = 16;

    private final ImportAccounts imports;
    private final ObjectMapper json;
    private final BoundedLines lines;
    private final String actor;
    private long number;
    private long imported;
    private long unchanged;
    private long failed;

    ImportRun(ImportAccounts imports, ObjectMapper json, InputStream body, String actor) {
        this.imports = imports;
        this.json = json;
        this.lines = new BoundedLines(body, MAX_LINE_OCTETS);
        this.actor = actor;
    }

    /** The replies; each is asked for before the next line is read. */
    Multi<Reply> replies() {
        return Multi.createBy()
                .repeating()
                .uni(() -> next())
                .whilst(replies ->
                        replies.isEmpty() || !replies.getLast().type().equals("end"))
                .onItem()
                .transformToIterable(replies -> replies);
    }

    private Uni<List<Reply>> next() {
        return Uni.createFrom()
                .item(this::read)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(line -> line.map(this::step)
                        .orElseGet(() -> Uni.createFrom().item(List.of(ImportViews.end(number, null, counts())))))
                .onFailure(UncheckedIOException.class)
                // The sender went away in the middle of a line; whatever was done is done.
                .recoverWithItem(() -> List.of(ImportViews.end(number, "interrupted", counts())));
    }

    private Optional<Line> read() {
        try {
            return lines.next();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private Uni<List<Reply>> step(Line line) {
        number++;
        return switch (line) {
            case Line.TooLong _ ->
                Uni.createFrom().item(after(ImportViews.failed(number, null, "line-too-long", null)));
            case Line.Text(String text) when text.isEmpty() -> Uni.createFrom().item(progress());
            case Line.Text(String text) -> put(text);
        };
    }

    private Uni<List<Reply>> put(String text) {
        LineBody body;
        try {
            body = json.readValue(text, LineBody.class);
        } catch (JsonProcessingException _) {
            return Uni.createFrom().item(after(ImportViews.failed(number, null, "invalid-line", null)));
        }
        String account = body == null ? null : body.account();
        if (body == null || account == null) {
            return Uni.createFrom().item(after(ImportViews.failed(number, null, "invalid-line", null)));
        }
        try {
            return imports.put(entry(account, body), actor)
                    .map(outcome -> after(reply(account, outcome)))
                    .onFailure(DirectoryUnavailableException.class)
                    .recoverWithItem(() -> stop(account));
        } catch (HttpProblem invalid) {
            return Uni.createFrom().item(after(ImportViews.failed(number, account, slug(invalid), null)));
        } catch (IllegalArgumentException _) {
            return Uni.createFrom().item(after(ImportViews.failed(number, account, "malformed-key", null)));
        }
    }

    /** Going on would only fail line by line: the sender begins again with this one. */
    private List<Reply> stop(String account) {
        failed++;
        return List.of(
                ImportViews.failed(number, account, "unavailable", null),
                ImportViews.end(number, "unavailable", counts()));
    }

    private Reply reply(String account, ImportAccounts.Outcome outcome) {
        return switch (outcome) {
            case ImportAccounts.Outcome.Imported done ->
                ImportViews.imported(number, account, done.unchanged(), published(done));
            case ImportAccounts.Outcome.KeyRefused refused -> ImportViews.failed(number, account, refused.why(), null);
            case ImportAccounts.Outcome.AddressesRefused refused ->
                switch (refused.why()) {
                    case AccountPlan.Refused plan ->
                        ImportViews.failed(
                                number,
                                account,
                                Refusals.slug(plan.why()),
                                plan.address().toString());
                    case AccountPlan.TooMany _ -> ImportViews.failed(number, account, "too-many-addresses", null);
                    case AccountPlan.Accepted _ -> throw new IllegalStateException("an accepted plan is not refused");
                };
        };
    }

    private static int published(ImportAccounts.Outcome.Imported done) {
        return Math.toIntExact(done.keys().stream()
                .flatMap(key -> key.report().stream())
                .flatMap(report -> report.addresses().stream())
                .filter(address -> address.verdict() instanceof Verdict.Published)
                .count());
    }

    private static ImportAccounts.Entry entry(String account, LineBody body) {
        List<byte[]> keys = new ArrayList<>();
        for (@Nullable String key : Optional.ofNullable(body.keys()).orElseGet(List::of)) {
            if (key == null || keys.size() == MAX_KEYS) {
                throw new IllegalArgumentException("no key, or too many");
            }
            keys.add(
                    key.stripLeading().startsWith("-----")
                            ? key.getBytes(StandardCharsets.UTF_8)
                            : Base64.getMimeDecoder().decode(key));
        }
        return new ImportAccounts.Entry(
                Requests.account(account), Requests.address(body.primary()), Requests.addresses(body.aliases()), keys);
    }

    private List<Reply> after(Reply reply) {
        switch (String.valueOf(reply.result())) {
            case "imported" -> imported++;
            case "unchanged" -> unchanged++;
            default -> failed++;
        }
        List<Reply> replies = new ArrayList<>(List.of(reply));
        replies.addAll(progress());
        return replies;
    }

    private List<Reply> progress() {
        return number % LINES_PER_PROGRESS == 0 ? List.of(ImportViews.progress(number, counts())) : List.of();
    }

    private Counts counts() {
        return new Counts(imported, unchanged, failed);
    }

    private static String slug(HttpProblem problem) {
        String type = String.valueOf(problem.getType());
        return type.substring(type.lastIndexOf(':') + 1);
    }
}
