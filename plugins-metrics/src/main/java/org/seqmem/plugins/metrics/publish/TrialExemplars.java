// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets exemplars lead to trials. They can carry ids of traces and spans only, so a trial is told as
 * a trace: its id, filled with zeros from the left to the 32 digits of a trace id, and to the 16 of
 * a span id (W3C Trace Context). {@code seqmem show} takes either that or the id.
 */
final class TrialExemplars implements SpanContext {

    private static final int TRACE_DIGITS = 32;
    private static final int SPAN_DIGITS = 16;

    /** By thread: what the virtual machine's own threads record is of no trial. */
    private final ThreadLocal<Optional<String>> trial = ThreadLocal.withInitial(Optional::empty);

    /** Says of which trial this thread records from now on. */
    void recording(Optional<String> id) {
        trial.set(id);
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        return padded(TRACE_DIGITS);
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        return padded(SPAN_DIGITS);
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return trial.get().isPresent();
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // every trial is kept in the store anyway
    }

    private @Nullable String padded(int digits) {
        return trial.get().map(id -> "0".repeat(digits - id.length()) + id).orElse(null);
    }
}
