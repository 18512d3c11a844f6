package org.mailkeep.report.api.pages;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.ui.Shown;

/**
 * The time that a page shows, and whose reports. Both stand in the address of every page and in all links between pages, so
 * that they go along, and an address is all that has to be kept of a view.
 *
 * @param path of this page
 * @param others the further parameters of this page
 * @param verified whether the reports of known senders are shown; those of others are shown apart
 * @param fault what is wrong with the days in the address
 */
record Brush(
        String path,
        Map<String, String> others,
        TimeRange range,
        boolean verified,
        LocalDate today,
        Optional<String> fault) {

    static final int DEFAULT_DAYS = 30;

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String TRUST = "trust";
    private static final String UNVERIFIED = "unverified";
    private static final List<Integer> PRESETS = List.of(7, 30, 90);

    /** Of a parameter; more is nothing that a page gave out. */
    private static final int MAX_VALUE = 2_000;

    private static final int MAX_OTHERS = 20;

    /** A way to another time. */
    record Preset(String name, String address, boolean current) {}

    /** Reads it out of an address; days that cannot be read are the last thirty. */
    static Brush of(UriInfo page, LocalDate today) {
        MultivaluedMap<String, String> parameters = page.getQueryParameters();
        var others = new LinkedHashMap<String, String>();
        parameters.forEach((name, values) -> {
            boolean ours = List.of(FROM, TO, TRUST, "list", "format").contains(name);
            if (!ours && others.size() < MAX_OTHERS && values.getFirst().length() <= MAX_VALUE) {
                others.put(name, values.getFirst());
            }
        });
        boolean verified = !UNVERIFIED.equals(parameters.getFirst(TRUST));
        try {
            LocalDate last = day(parameters.getFirst(TO)).orElse(today);
            LocalDate first = day(parameters.getFirst(FROM)).orElseGet(() -> last.minusDays(DEFAULT_DAYS - 1L));
            return new Brush(
                    page.getRequestUri().getPath(),
                    others,
                    new TimeRange(first, last),
                    verified,
                    today,
                    Optional.empty());
        } catch (DateTimeException | IllegalArgumentException _) {
            return new Brush(
                    page.getRequestUri().getPath(),
                    others,
                    TimeRange.until(today, DEFAULT_DAYS),
                    verified,
                    today,
                    Optional.of("These are no days from an earlier to a later one, at most " + TimeRange.MAX_DAYS
                            + "; shown are the last " + DEFAULT_DAYS + "."));
        }
    }

    private static Optional<LocalDate> day(@Nullable String text) {
        return Optional.ofNullable(text).filter(one -> !one.isEmpty()).map(LocalDate::parse);
    }

    /** A further parameter of this page; empty where it is missing. */
    String other(String name) {
        return others.getOrDefault(name, "");
    }

    /** Where in a list this page begins, as {@link #with(String, Position)} wrote it; else at the first item. */
    Position position(String name) {
        String text = other(name);
        int comma = text.indexOf(',');
        try {
            return comma < 0
                    ? Position.START
                    : new Position(Instant.parse(text.substring(0, comma)), UUID.fromString(text.substring(comma + 1)));
        } catch (DateTimeException | IllegalArgumentException _) {
            return Position.START;
        }
    }

    /** This page with the items of a list that come after one. */
    String with(String name, Position after) {
        return with(name, after.time() + "," + after.id());
    }

    /** The same without one of the further parameters. */
    Brush without(String name) {
        var fewer = new LinkedHashMap<>(others);
        fewer.remove(name);
        return new Brush(path, fewer, range, verified, today, fault);
    }

    /** The same time and further parameters at another page. */
    Brush at(String otherPath) {
        return new Brush(otherPath, others, range, verified, today, fault);
    }

    /** This page as it is. */
    String here() {
        return address(path, range, verified, others);
    }

    /** This page with one further parameter set, or left out when the value is empty. */
    public String with(String name, String value) {
        var changed = new LinkedHashMap<>(others);
        changed.remove("page");
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return address(path, range, verified, changed);
    }

    /**
     * Another page with the same time and trust.
     *
     * @param namesAndValues of its parameters, in turns
     */
    String to(String otherPath, String... namesAndValues) {
        return address(otherPath, range, verified, parameters(namesAndValues));
    }

    /** Another time. */
    Brush over(TimeRange other) {
        return new Brush(path, others, other, verified, today, fault);
    }

    /** What senders report of whom nothing is known. */
    Brush unverified() {
        return new Brush(path, others, range, false, today, fault);
    }

    /** Another page about one day alone. */
    String toDay(LocalDate day, String otherPath, String... namesAndValues) {
        return address(otherPath, new TimeRange(day, day), verified, parameters(namesAndValues));
    }

    /** This page about all domains. */
    public String allDomains() {
        return with("domain", "");
    }

    /** This page with the reports that are left out now. */
    public String otherTrust() {
        return address(path, range, !verified, others);
    }

    public List<Preset> presets() {
        return PRESETS.stream()
                .map(days -> {
                    TimeRange wanted = TimeRange.until(today, days);
                    return new Preset(days + " days", address(path, wanted, verified, others), wanted.equals(range));
                })
                .toList();
    }

    public String earlier() {
        return address(path, range.before(), verified, others);
    }

    /** Empty when there is nothing later. */
    public Optional<String> later() {
        return range.last().isBefore(today)
                ? Optional.of(address(path, range.after(), verified, others))
                : Optional.empty();
    }

    /** In a few words. */
    public String words() {
        return range.first() + " to " + range.last() + " (UTC), "
                + (ChronoUnit.DAYS.between(range.first(), range.last()) + 1) + " days";
    }

    private static Map<String, String> parameters(String... namesAndValues) {
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    private static String address(String path, TimeRange range, boolean verified, Map<String, String> others) {
        var address = new StringBuilder(path)
                .append('?')
                .append(FROM)
                .append('=')
                .append(range.first())
                .append('&')
                .append(TO)
                .append('=')
                .append(range.last());
        if (!verified) {
            address.append('&').append(TRUST).append('=').append(UNVERIFIED);
        }
        others.forEach((name, value) ->
                address.append('&').append(Shown.asParameter(name)).append('=').append(Shown.asParameter(value)));
        return address.toString();
    }
}
