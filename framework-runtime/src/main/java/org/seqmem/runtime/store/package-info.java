// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The record of every trial and experiment, in one SQLite file that outlives the programs. */
@NullMarked
package org.seqmem.runtime.store;

import org.jspecify.annotations.NullMarked;
