package org.mailkeep.report.app;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mailkeep.platform.store.StoreResult;

/** What the store says to a question. */
public sealed interface Answer<T> {

    record Found<T>(T value) implements Answer<T> {}

    record Nothing<T>() implements Answer<T> {}

    /** PostgreSQL does not answer. */
    record Unavailable<T>() implements Answer<T> {}

    /** Both in one, or what is in the way of either. */
    static <A, B, T> Answer<T> both(Answer<A> one, Answer<B> other, BiFunction<A, B, T> together) {
        return switch (one) {
            case Found<A>(A first) ->
                switch (other) {
                    case Found<B>(B second) -> new Found<>(together.apply(first, second));
                    case Nothing<B> _ -> new Nothing<>();
                    case Unavailable<B> _ -> new Unavailable<>();
                };
            case Nothing<A> _ -> new Nothing<>();
            case Unavailable<A> _ -> new Unavailable<>();
        };
    }

    static <S, T> Answer<T> of(StoreResult<S> result, Function<S, Optional<T>> value) {
        return switch (result) {
            case StoreResult.Done<S>(S stored) ->
                value.apply(stored).<Answer<T>>map(Found::new).orElseGet(Nothing::new);
            case StoreResult.Unavailable<S> _ -> new Unavailable<>();
        };
    }
}
