package org.mailkeep.report.domain.stored;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a list.
 *
 * @param next where the next one begins; empty after the last one
 */
public record Page<T>(List<T> items, Optional<Position> next) {}
