// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.nio.file.Path;

/** Where the files of a trial are: {@code <runs>/trials/<first two of the id>/<id>}. */
public final class TrialDirectory {

    /** What a trial is; written before it begins. */
    public static final String TRIAL = "trial.json";

    /** The learning curve, one JSON object per line. */
    public static final String CURVE = "curve.jsonl";

    /** The parameters after training. */
    public static final String MODEL = "model.safetensors";

    /** What was logged while it ran. */
    public static final String LOG = "log.txt";

    /** How it ended; the last file written. */
    public static final String RESULT = "result.json";

    private TrialDirectory() {}

    /**
     * The directory of a trial, which need not exist.
     *
     * @param runs the runs directory
     * @param id the trial's id
     */
    public static Path of(Path runs, String id) {
        return runs.resolve("trials").resolve(id.substring(0, 2)).resolve(id);
    }
}
