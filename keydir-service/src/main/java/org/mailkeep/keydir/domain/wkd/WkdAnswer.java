package org.mailkeep.keydir.domain.wkd;

/** What a Web Key Directory answers. */
public sealed interface WkdAnswer {

    /** The one way to have nothing. */
    WkdAnswer NOT_FOUND = new NotFound();

    /** What is served for the address. */
    record Found(ServedKey key) implements WkdAnswer {}

    /** The policy file of a served domain: it has no line, for no flag and no submission address is offered (§4.5). */
    record Policy() implements WkdAnswer {}

    /** Nothing is served here, whatever the reason: nobody shall learn whether there is an account. */
    record NotFound() implements WkdAnswer {}

    /** It cannot be told now; a client that heard "not found" would write in clear. */
    record Unavailable() implements WkdAnswer {}
}
