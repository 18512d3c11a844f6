package org.mailkeep.keydir.domain.served;

/** What DNS says on whether a domain is to be served here. */
public sealed interface ProofFinding {

    /** It is. */
    record Proven(ProofMethod method) implements ProofFinding {}

    /**
     * It is not: DNS answered, and the records are not there.
     *
     * @param why a sentence for people
     */
    record Missing(String why) implements ProofFinding {}

    /**
     * Nothing was learnt; ask again.
     *
     * @param why a sentence for people
     */
    record Unknown(String why) implements ProofFinding {}
}
