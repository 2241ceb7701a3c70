/** The verdicts on a drawing, as `confidence.py` names them. */

export const DIGIT = "digit";
export const NOT_SURE = "not sure";
export const NO_DIGIT = "does not look like one digit";
export const UNRATED = "unrated"; // nothing was fitted that says how sure the network is
export const BLANK = "blank"; // nothing is drawn
