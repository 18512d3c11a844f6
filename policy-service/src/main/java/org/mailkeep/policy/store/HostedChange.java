package org.mailkeep.policy.store;

import org.mailkeep.policy.domain.hosted.Hosted;

/** What asking to change a hosted domain comes to. */
public sealed interface HostedChange {

    /**
     * It is changed.
     *
     * @param created whether it was not hosted before
     */
    record Stored(Hosted hosted, boolean created) implements HostedChange {}

    /** It is at another revision than the caller thinks. */
    record Conflict() implements HostedChange {}

    /** It is there, and the caller does not say which revision is to be changed. */
    record RevisionNeeded() implements HostedChange {}

    /** It is not hosted. */
    record Missing() implements HostedChange {}
}
