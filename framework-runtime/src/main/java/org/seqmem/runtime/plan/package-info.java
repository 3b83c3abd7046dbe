// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Sweep to trials: which trials an experiment consists of, and their ids. */
@NullMarked
package org.seqmem.runtime.plan;

import org.jspecify.annotations.NullMarked;
