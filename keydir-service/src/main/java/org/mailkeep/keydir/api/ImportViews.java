package org.mailkeep.keydir.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The lines of an import, there and back. */
final class ImportViews {

    private ImportViews() {}

    @Schema(name = "ImportLine", description = "One account, as it is to be.")
    record LineBody(
            @Nullable String account,
            @Nullable String primary,
            @Nullable List<@Nullable String> aliases,

            @Schema(description = "Each in ASCII armor, or binary in base64.") @Nullable List<@Nullable String> keys) {}

    /** What is sent back, a line each: one for every account, one for the progress now and then, one at the end. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "ImportReply",
            description =
                    "type \"line\": what came of a line. type \"progress\": how far it is. type \"end\": that was all.")
    record Reply(
            @Schema(enumeration = {"line", "progress", "end"})
            String type,

            @Schema(description = "The number of the line, from 1; in progress and end the last one.")
            long line,

            @Nullable String account,

            @Schema(
                    description = "unchanged: it was so already. failed: nothing of the line is done.",
                    enumeration = {"imported", "unchanged", "failed"})
            @Nullable String result,

            @Schema(description = "Why it failed, as in the type of a problem.") @Nullable String reason,

            @Schema(description = "The address because of which it failed.") @Nullable String address,

            @Schema(description = "For how many addresses the keys are published.") @Nullable Integer published,

            @Nullable Counts counts) {}

    @Schema(name = "ImportCounts")
    record Counts(long imported, long unchanged, long failed) {}

    static Reply failed(long line, @Nullable String account, String reason, @Nullable String address) {
        return new Reply("line", line, account, "failed", reason, address, null, null);
    }

    static Reply imported(long line, String account, boolean unchanged, int published) {
        return new Reply("line", line, account, unchanged ? "unchanged" : "imported", null, null, published, null);
    }

    static Reply progress(long line, Counts counts) {
        return new Reply("progress", line, null, null, null, null, null, counts);
    }

    /** The last reply; with a reason when the import stopped before its end. */
    static Reply end(long line, @Nullable String reason, Counts counts) {
        return new Reply("end", line, null, null, reason, null, null, counts);
    }
}
