package org.mailkeep.keylookup.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * One step of a lookup, for those who want to know why the answer is what it is.
 *
 * @param source who was asked
 * @param peer its host
 * @param outcome one word
 * @param detail a sentence
 * @param at when it was asked
 * @param took how long it took
 */
public record TraceStep(Source source, String peer, String outcome, String detail, Instant at, Duration took) {}
