package org.mailkeep.platform.observe;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace that work belongs to, as the text of W3C Trace Context's header {@code traceparent}, so that it can wait in
 * PostgreSQL together with what it caused.
 */
public final class TraceParent {

    private static final String HEADER = "traceparent";

    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

    private static final TextMapGetter<Map<String, String>> FROM_MAP = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    };

    private TraceParent() {}

    /** That of the work at hand; empty while nothing is traced. */
    public static Optional<String> current() {
        Map<String, String> headers = new HashMap<>(2);
        FORMAT.inject(Context.current(), headers, (map, name, value) -> Objects.requireNonNull(map)
                .put(name, value));
        return Optional.ofNullable(headers.get(HEADER));
    }

    /** The context that goes on with a trace; the empty one where there is none to go on with. */
    public static Context context(Optional<String> traceParent) {
        return traceParent
                .map(header -> FORMAT.extract(Context.root(), Map.of(HEADER, header), FROM_MAP))
                .orElseGet(Context::root);
    }

    /** The same work, within the trace. */
    public static <T> Uni<T> within(Context trace, Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            try (Scope _ = trace.makeCurrent()) {
                work.get().subscribe().with(emitter::complete, emitter::fail);
            }
        });
    }
}
