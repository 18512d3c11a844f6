package org.mailkeep.report.api.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.report.domain.dashboard.DayTotal;
import org.mailkeep.report.domain.dashboard.Ribbon;
import org.mailkeep.report.domain.dashboard.RibbonList;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** Lists of domains or organisations with their days. */
final class Ribbons {

    private Ribbons() {}

    /**
     * Organisations with the days of which they reported.
     *
     * @param domain about which alone; empty for all
     */
    static Table organizations(Brush brush, RibbonList list, String domain, Instant now) {
        String[] about = domain.isEmpty() ? new String[0] : new String[] {"domain", domain};
        var all = new Ways("", brush.to("/failures", about), brush.to("/reports", about));
        return table(
                brush, "reporters", "Reporting organisations", "organization", "Organisation", list, now, all, name -> {
                    String[] both = with(about, "organization", name);
                    return new Ways(
                            brush.to("/reporter", "organization", name),
                            brush.to("/failures", both),
                            brush.to("/reports", both));
                });
    }

    /** Domains about which one organisation reported. */
    static Table domains(Brush brush, RibbonList list, String organization, Instant now) {
        var all = new Ways(
                "",
                brush.to("/failures", "organization", organization),
                brush.to("/reports", "organization", organization));
        return table(brush, "domains", "Domains", "domain", "Domain", list, now, all, name -> {
            String[] both = {"organization", organization, "domain", name};
            return new Ways(
                    brush.to("/domain", "domain", name), brush.to("/failures", both), brush.to("/reports", both));
        });
    }

    /** From a name, or from all of them, to their page, failures and reports. */
    private record Ways(String page, String failures, String reports) {}

    private interface ToWays {
        Ways of(String name);
    }

    private static Table table(
            Brush brush,
            String id,
            String caption,
            String key,
            String column,
            RibbonList list,
            Instant now,
            Ways all,
            ToWays ways) {
        List<List<Cell>> rows = list.first().stream()
                .map(one -> row(one, brush, now, ways.of(one.name())))
                .toList();
        String sum = list.names() > list.first().size()
                ? "All " + list.names() + ", of which the first " + list.first().size() + " are shown"
                : "All " + list.names();
        return Table.of(
                        id,
                        caption,
                        List.of(
                                Column.text(key, column),
                                Column.picture("Days"),
                                Column.picture("Failed by day"),
                                Column.number("failed", "Failed"),
                                Column.number("succeeded", "Succeeded"),
                                Column.number("reports", "Reports"),
                                Column.text("firstDay", "First day"),
                                Column.text("lastDay", "Last day")),
                        rows)
                .withSums(List.of(
                        Cell.text(sum),
                        Cell.none(),
                        Cell.none(),
                        Cell.number(list.failed(), all.failures()),
                        Cell.number(list.succeeded(), all.reports()),
                        Cell.number(list.reports(), all.reports()),
                        Cell.none(),
                        Cell.none()))
                .orElse("No report of this time is here.")
                .withExport(brush.here());
    }

    private static List<Cell> row(Ribbon one, Brush brush, Instant now, Ways ways) {
        List<DayTotal> days = one.days();
        return List.of(
                Cell.link(one.name(), ways.page()),
                Tiles.of(days, brush.range(), now),
                Cell.line(
                        Tiles.days(brush.range()).stream()
                                .map(day -> one.failedOn(day))
                                .toList(),
                        one.failed() + " failed sessions over the days"),
                Cell.number(one.failed(), ways.failures()),
                Cell.number(one.succeeded(), ways.reports()),
                Cell.number(one.reports(), ways.reports()),
                Cell.text(days.isEmpty() ? "" : days.getFirst().day().toString()),
                Cell.text(days.isEmpty() ? "" : days.getLast().day().toString()));
    }

    private static String[] with(String[] some, String name, String value) {
        var all = new ArrayList<>(List.of(some));
        all.add(name);
        all.add(value);
        return all.toArray(String[]::new);
    }
}
