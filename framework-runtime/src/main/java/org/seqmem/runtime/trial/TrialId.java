// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.seqmem.runtime.provenance.CanonicalJson;
import org.seqmem.runtime.provenance.Sha256;

/**
 * Makes trial ids: a hash of what a trial is, and of nothing else.
 *
 * <pre>{@code
 * id = first 12 hex digits of SHA-256(UTF-8 of
 *      {"model":M,"seed":S,"task":T,"training":R})
 * }</pre>
 *
 * <p>where M, T and R are the canonical JSON ({@link CanonicalJson}) of the three sections as
 * bound, defaults included, a path replaced by the hash of its content. Not thread-safe.
 */
public final class TrialId {

    private static final byte[] MODEL = "{\"model\":".getBytes(UTF_8);
    private static final byte[] SEED = ",\"seed\":".getBytes(UTF_8);
    private static final byte[] TASK = ",\"task\":".getBytes(UTF_8);
    private static final byte[] TRAINING = ",\"training\":".getBytes(UTF_8);
    private static final byte[] END = "}".getBytes(UTF_8);

    private final Sha256 hash = new Sha256();

    /**
     * The id of a trial.
     *
     * @param task canonical JSON of the task's identity, in UTF-8
     * @param model canonical JSON of the model's identity, in UTF-8
     * @param training canonical JSON of the training's identity, in UTF-8
     * @param seed the trial's seed, 0 to 2^53
     */
    public String of(byte[] task, byte[] model, byte[] training, long seed) {
        return hash.add(MODEL)
                .add(model)
                .add(SEED)
                .add(Long.toString(seed).getBytes(UTF_8))
                .add(TASK)
                .add(task)
                .add(TRAINING)
                .add(training)
                .add(END)
                .shortHex();
    }
}
