package org.mailkeep.report.domain.dashboard;

import java.util.List;

/**
 * The first of many, and what all of them amount to.
 *
 * @param names how many there are
 * @param reports of all
 * @param succeeded of all
 * @param failed of all
 * @param elsewhere reports of the same days that are left out by trust: unverified ones, or the others
 */
public record RibbonList(List<Ribbon> first, long names, long reports, long succeeded, long failed, long elsewhere) {

    public RibbonList {
        first = List.copyOf(first);
    }
}
