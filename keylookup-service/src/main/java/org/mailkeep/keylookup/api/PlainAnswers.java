package org.mailkeep.keylookup.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers for programs that expect a keyserver: keys, or a line of text with a status. */
final class PlainAnswers {

    private static final String RETRY_SECONDS = "60";

    private PlainAnswers() {}

    static Response of(Lookups.Outcome outcome) {
        return switch (outcome) {
            case Lookups.Outcome.Found found -> of(KeysResource.PGP_KEYS, found.armored());
            case Lookups.Outcome.NotFound _ -> text(404, "No such key.");
            case Lookups.Outcome.TempFail(var why) ->
                withStatus(503, "It cannot be told now whether there is a key: " + why + ".")
                        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        .build();
            case Lookups.Outcome.Unsupported(var why) -> text(400, "Not searched: " + why + ".");
        };
    }

    static Response of(String type, String body) {
        return withHeaders(Response.ok(body).type(type)).build();
    }

    static Response text(int status, String sentence) {
        return withStatus(status, sentence).build();
    }

    private static Response.ResponseBuilder withStatus(int status, String sentence) {
        return withHeaders(Response.status(status).entity(sentence + "\n").type(MediaType.TEXT_PLAIN));
    }

    /** Web mail asks keyservers from the browser (draft-ietf-openpgp-hkp §6). */
    private static Response.ResponseBuilder withHeaders(Response.ResponseBuilder answer) {
        return answer.header("Access-Control-Allow-Origin", "*").header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
