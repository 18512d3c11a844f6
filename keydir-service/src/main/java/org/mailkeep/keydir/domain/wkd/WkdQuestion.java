package org.mailkeep.keydir.domain.wkd;

import org.mailkeep.contracts.DomainName;

/** What a Web Key Directory is asked. */
public sealed interface WkdQuestion {

    /** The one way to ask for nothing. */
    WkdQuestion NONE = new None();

    /** The key of an address. */
    record Key(WkdLocation location) implements WkdQuestion {}

    /** The policy file of a domain (draft-koch §4.5). */
    record PolicyFile(DomainName domain) implements WkdQuestion {}

    /** Nothing that a directory has: to be answered exactly as a key that is not there. */
    record None() implements WkdQuestion {}
}
