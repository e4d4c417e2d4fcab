- Table 1 is headed CNN and captioned MLP, Table 2 the reverse. Of the {{STATEMENTS}} numbers that the text reads from the tables, {{FIT_HEADED}} are what they give as headed,
  {{FIT_CAPTIONED}} as captioned.
- It says that the auxiliary loss adds most. Averaged over all else its own printed means say {{PRINTED_SHARING}} points for weight sharing and
  {{PRINTED_AUXILIARY}} for the auxiliary loss, whichever table is which; and for CNN over MLP {{PRINTED_CNN_HEADED}} as headed, {{PRINTED_CNN_CAPTIONED}} as captioned.
- No size, rate or number of epochs is given for the eight models. Those of `paper` were chosen by trials, with another library and before any run here, so that the means
  come near the printed ones: that they are near is no evidence for the report, and a claim may come out otherwise with other choices, as `course` shows.
