package org.mailkeep.policy.domain.hosted;

/** What asking to change a hosted domain comes to. */
public sealed interface HostedChange {

    /** Nothing was changed. */
    sealed interface NotMade extends HostedChange permits Conflict, RevisionNeeded, Missing {}

    /**
     * It is changed.
     *
     * @param created whether it was not hosted before
     */
    record Stored(Hosted hosted, boolean created) implements HostedChange {}

    /** It is at another revision than the caller thinks. */
    record Conflict() implements NotMade {}

    /** It is there, and the caller does not say which revision is to be changed. */
    record RevisionNeeded() implements NotMade {}

    /** It is not hosted. */
    record Missing() implements NotMade {}
}
