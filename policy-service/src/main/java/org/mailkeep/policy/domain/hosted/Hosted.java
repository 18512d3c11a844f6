package org.mailkeep.policy.domain.hosted;

/**
 * A hosted domain as it is stored.
 *
 * @param revision counts up with every change; the tag by which clients say what they change
 */
public record Hosted(HostedDomain wanted, Publication publication, long revision) {}
