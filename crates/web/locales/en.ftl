### Bulla: the verification page and the mails an applicant gets. English is the source of all keys.
### Second person, short, no blame. Variables: text unless a plural uses them.

## Every page
language-dir = ltr
page-title = { $step } · { $tenant }
skip-to-content = Skip to content
language = Language
back = Back
progress = Step { $current } of { $total }
continue = Continue
change = Change
change-what = Change: { $what }
cancel = Cancel
try-again = Try again
optional = optional
choose = Choose
yes = Yes
no = No
test-mode = Test mode: nothing here counts
problem-title = Something needs your attention
progress-is-saved = Your progress is saved. You can return with the same link.
reference = Reference number
help = Need help? Write to { $mail }
tries-left = { $tries ->
    [one] You have { $tries } try left.
   *[other] You have { $tries } tries left.
}

## Consent
step-consent = Before you start
consent-title = { $tenant } asks you to confirm who you are
consent-who = Who asks
consent-why = Why
consent-what = What you need
consent-kept = How long it is kept
consent-months = { $months ->
    [one] { $months } month, then deleted
   *[other] { $months } months, then deleted
}
consent-years = { $years ->
    [one] { $years } year, then deleted
   *[other] { $years } years, then deleted
}
consent-minutes = { $minutes ->
    [one] This takes about { $minutes } minute.
   *[other] This takes about { $minutes } minutes.
}
consent-agree = Agree and start
consent-decline = I do not agree
declined-title = You did not agree
declined-text = Nothing was collected. To start later, open your link again.

## Identity document
step-document = Identity document
document-choose-title = Which document will you use?
document-country = Country that issued it
document-type = Type of document
document-passport = Passport
document-identity_card = Identity card
document-driving_licence = Driving licence
document-residence_permit = Residence permit
document-front = Front side
document-back = Back side
document-front-title = Take a picture of the front
document-back-title = Now turn it over
document-passport-title = Take a picture of the photo page
document-guide = Keep all four corners inside the frame.
document-tips = Use the original, lay it flat, and avoid reflections.

## Selfie and address
step-selfie = Selfie
selfie-title = Take a selfie
selfie-guide = Look straight ahead and keep your face inside the oval.
selfie-tips = Face the light. Take off sunglasses and hats.
step-selfie_document = Selfie with document
selfie_document-title = Take a selfie with your document
selfie_document-guide = Hold the document next to your face, without covering either.
selfie_document-tips = Your face and the document text should both be sharp.
step-address = Proof of address
address-title = Show where you live
address-guide = Keep the whole page inside the frame.
address-tips = A bank statement, utility bill or official letter from the last 3 months, with your name and address. Picture or PDF.
step-additional = Additional document
additional-title = Show the document
additional-guide = Keep the whole page inside the frame.
additional-tips = All of it, sharp and readable. Picture or PDF.

## Camera and upload
camera-start = Use the camera
camera-shoot = Take picture
camera-use = Use this picture
camera-again = Take again
camera-live = Live camera
camera-preview = The picture you took
camera-dark = Too dark. Turn to the light.
camera-bright = Too bright. Move away from the light.
camera-blurry = Not sharp yet. Move a little further away.
camera-still = Hold still.
camera-ready = Good. Hold it there.
camera-check = Can you read everything clearly?
camera-refused = Your browser did not allow the camera. You can upload a picture instead.
camera-missing = No camera was found. You can upload a picture instead.
camera-busy = The camera is in use by another app. Close that app or upload a picture.
upload-label = Choose a picture
upload-label-pdf = Choose a picture or PDF
upload-instead = Upload a file instead
upload-drop = You can also drop a file here or paste it.
upload-formats = JPEG, PNG or WebP, up to { $megabytes } MB
upload-formats-pdf = JPEG, PNG, WebP or PDF, up to { $megabytes } MB
upload-send = Send
upload-sending = Sending: { $percent }, { $left } left
upload-checking = Sent. Checking the file now.
upload-failed = The connection was lost. Your file is still here.
upload-cancelled = Sending was cancelled. Your file is still here.

## Continue on the phone
phone-title = Continue on your phone
phone-text = Scan this code with the phone’s camera. This page follows along.
phone-alt = Code that opens this verification on a phone
phone-followed = You continued on another device. This page has moved on with you.

## Mail and phone codes
step-email = Email address
email-title = What is your email address?
email-label = Email address
email-text = You will get a code to confirm it.
step-phone = Phone number
phone-number-title = What is your phone number?
phone-number-label = Phone number with country code
phone-number-text = You will get a code by text message.
code-title = Enter the code
code-label = Six-digit code
code-sent = The code was sent to { $address }.
code-expires = { $minutes ->
    [one] It works for { $minutes } minute.
   *[other] It works for { $minutes } minutes.
}
code-send = Send code
code-confirm = Confirm
code-resend = Send a new code
code-other-address = Use another one
code-wrong = This code does not match. Check it or ask for a new one.
code-expired = This code has expired. Ask for a new one.
resume-title = Confirm it is you
resume-text = You opened this link on a new device. Enter a code to continue.

## Questionnaire
step-questionnaire = Questions
questionnaire-required = Please answer this question.
questionnaire-invalid = Please check this answer.
questionnaire-file-types = This question takes only these files: { $types }
questionnaire-too-long = Please shorten this answer.
questionnaire-row = Statement

## Device and location
step-device = Device and location
device-title = Share your location
device-text = { $tenant } asks which device you use and where you are now. It is read once, for this verification only.
device-what = Your browser, language, time zone and approximate location
device-share = Share and continue
device-skip = Continue without location
device-asking = Your browser now asks for permission.
device-refused = Your location was not shared. You can allow it in the browser settings or continue without it.
device-unavailable = Your location could not be found. You can try again or continue without it.

## Review and done
step-review = Review
review-title = Is everything right?
review-text = After you send it, a person looks at it.
review-submit = Send for review
review-not-given = Not given
review-shared = Shared
review-confirmed = Confirmed
step-done = Done
done-title = Thank you, we have everything
done-next = What happens next
done-next-text = A person reviews what you sent. { $tenant } will let you know the result.
done-time = { $hours ->
    [one] This usually takes up to { $hours } hour.
   *[other] This usually takes up to { $hours } hours.
}
done-mail = You will hear by email at { $address }.
done-close = You can close this page.

## A step that needs another try
refused-title = One more try: { $step }
refused-picture = The picture you sent
refused-why = What was wrong
refused-example = What a good one looks like
refused-good-document = All four corners visible, text sharp, no reflections.
refused-good-selfie = Whole face visible, even light, eyes open.
refused-good-address = Whole page visible, with name, address and date.
refused-retry = Try this step again

## Pages that end the way
error-expired-title = This link has expired
error-expired-text = Links work for a limited time. Ask { $tenant } for a new one.
error-void-title = This link no longer works
error-void-text = A newer link was sent. Please use that one, or ask for another.
error-finished-title = You have already finished
error-finished-text = Everything was sent. There is nothing left to do.
error-paused-title = Verification is paused
error-paused-text = { $tenant } is not accepting verifications right now. Your progress is saved. Please try later.
error-deletion-title = Your data will be deleted
error-deletion-text = Deletion is planned for { $date }. To continue, ask { $tenant } to stop it first.
error-tries-title = No tries left
error-tries-text = This step was tried too many times. { $tenant } can help you continue.
error-missing-title = Page not found
error-missing-text = Check that the whole link was copied, or open it again from your message.
error-busy-title = Please wait a moment
error-busy-text = There were many requests at once. Wait a minute, then try again.
error-server-title = Something went wrong on our side
error-server-text = What you already sent is safe. Try again in a few minutes.

## Why a picture was refused at once
intake-empty = The file is empty. Choose it again or take a new picture.
intake-too_large = The file is too large. Send one up to { $megabytes } MB.
intake-unsupported = This kind of file cannot be read. Send a JPEG, PNG or WebP picture.
intake-heic = HEIC pictures cannot be read here. Save it as JPEG, or take the picture on this page.
intake-animated = Moving pictures cannot be used. Send a still picture.
intake-too_many_pixels = The picture has too many pixels. Send a smaller one.
intake-too_small = The picture is too small to read. Send a larger one.
intake-truncated = The file did not arrive complete. Send it again.
intake-corrupt = The file is damaged. Take a new picture or choose another file.
intake-blank = The picture shows nothing. Take a new one in good light.
intake-encrypted_pdf = The PDF needs a password. Send one without a password, or a picture.
intake-too_many_pages = The PDF has too many pages. Send only the page with your address.
intake-active_pdf = The PDF contains scripts or attachments. Print it to a new PDF, or send a picture.

## Why a step or the whole verification was not accepted
reason-document_unreadable = The document could not be read. Take a sharper picture in good light.
reason-document_expired = The document has expired. Use one that is still valid.
reason-document_type_unsupported = This kind of document is not accepted here. Use another one.
reason-document_incomplete = Part of the document is missing. Show all four corners and both sides.
reason-face_not_visible = Your face could not be seen well. Look straight ahead in even light.
reason-face_mismatch = The face in the selfie could not be matched to the document. Take a new selfie.
reason-glare = A reflection covers part of the document. Tilt it a little, away from the light.
reason-blur = The picture is not sharp. Hold still and wait for the focus.
reason-screenshot_or_copy = This looks like a copy or a picture of a screen. Use the original document.
reason-data_mismatch = The details you gave differ from the document. Check them and try again.
reason-address_not_found = Your address could not be found on the page. Send one that shows name and address.
reason-address_document_old = The document is too old. Send one from the last 3 months.
reason-underage = You have not reached the required age.
reason-suspected_fraud = The verification could not be completed with what was sent.
reason-duplicate = You are already verified with another application.
reason-document_not_found = No document could be seen in the picture. Take a picture of your document.
reason-document_invalid = This document is not valid. Use another one.
reason-upload_failed = The file arrived broken. Send it again.
reason-country_not_accepted = People or documents of this country cannot be accepted.
reason-too_many_tries = It was tried too often without success.
reason-address_unreadable = The proof of address could not be read. Take a sharper picture in good light.
reason-address_mismatch = The details you gave differ from the proof of address.
reason-timed_out = The verification was not finished in time.
reason-other = This could not be accepted. See the note for details.

## Your own page
me-title = Your requests
me-lead = What { $tenant } asks of you appears here.
me-open = Open
me-none-title = Nothing to do
me-none-text = When { $tenant } asks you something, it appears here at once.
me-past = Earlier answers
me-new = A new request has arrived.
me-back = All requests
me-asks-transaction = { $tenant } asks you to confirm a transaction
me-asks-login = { $tenant } asks you to confirm a sign-in
me-asks-location = { $tenant } asks where you are
me-asks-device = { $tenant } asks which device you use
me-asks-document = { $tenant } asks you for a document
me-asked-at = Asked
me-answered-at = Answered
me-ends-at = Ends
me-address = Internet address of the answer
me-in-moment = in less than a minute
me-in-minutes = { $minutes ->
    [one] in { $minutes } minute
   *[other] in { $minutes } minutes
}
me-in-hours = { $hours ->
    [one] in { $hours } hour
   *[other] in { $hours } hours
}
me-in-days = { $days ->
    [one] in { $days } day
   *[other] in { $days } days
}
me-approve = Approve
me-decline = Decline
me-not-you = If this was not you, decline.
me-selfie-first = Take a selfie to approve
me-selfie-why = It shows that it is you. { $tenant } receives the picture with your answer. To decline, no picture is needed.
me-selfie-check = Is your whole face visible and sharp?
me-selfie-missing = Approving needs a selfie. Take one first.
me-location-what = { $tenant } receives the position that this device reports. It is read once, when you press the button.
me-location-share = Share my location
me-location-refused = Your location was not shared. You can allow it in the browser settings, or choose not to share.
me-location-unavailable = Your location could not be found. You can try again, or choose not to share.
me-location-missing = Your location did not arrive. Please try again.
me-refuse = Do not share
me-no-script = Scripts are off in this browser, so it cannot tell where you are. Turn them on, or choose not to share.
me-device-what = { $tenant } receives the kind of device and its system, the battery level, the kind of connection and your internet address, as far as this browser tells them.
me-device-place = If you agree, your position is sent as well, read once when you press the button.
me-device-share = Share the device only
me-device-share-place = Share device and location
me-device-refused = Your location was not shared. You can allow it in the browser settings, or share the device only.
me-device-unavailable = Your location could not be found. You can try again, or share the device only.
me-status-approved = Approved
me-status-declined = Declined
me-status-answered = Shared
me-status-refused = Not shared
me-status-expired = Ended unanswered
me-approved-title = You approved this
me-declined-title = You declined this
me-answered-title = You shared this
me-refused-title = You did not share this
me-expired-title = This request has ended
me-expired-text = It was not answered in time, so nothing was approved or shared. If you still need it, start again at { $tenant }.
me-told = { $tenant } has your answer.
me-already = This request was answered already. An answer counts once.
me-push-title = Know of requests at once
me-push-text = This browser can notify you when { $tenant } asks something. The notification does not say what.
me-push-allow = Allow notifications
me-push-on = Notifications are on in this browser.
me-push-blocked = Notifications are blocked. You can allow them in the browser settings.
me-push-failed = Notifications could not be turned on. Please try again later.
me-install-text = To keep this page at hand, add it to your home screen from the browser menu.
me-install = Install as an app
me-notify-confirmation = { $tenant } asks you to confirm something
me-notify-other = { $tenant } asks you something
me-notify-text = Open to see it and answer.

## Mails and text messages
mail-hello = Hello { $name },
mail-hello-unnamed = Hello,
mail-ignore = If you did not expect this message, you can ignore it.
mail-automatic = This message was sent for { $tenant }. Please do not reply to it.
mail-link-subject = { $tenant }: please confirm who you are
mail-link-text = { $tenant } asks you to confirm who you are. Keep your identity document at hand.
mail-link-button = Start verification
mail-link-until = The link works until { $date }. It is only for you; please do not forward it.
mail-resubmit-subject = { $tenant }: one more step is needed
mail-resubmit-again = Thank you for what you sent. One or more steps have to be repeated.
mail-resubmit-reason = Why: { $reason }
mail-resubmit-button = Continue verification
mail-approved-subject = { $tenant }: your verification is complete
mail-approved-text = Your verification was approved. There is nothing left to do.
mail-rejected-subject = { $tenant }: the result of your verification
mail-rejected-text = Your verification could not be approved.
mail-request-subject = { $tenant } asks for a document: { $title }
mail-request-text = { $tenant } asks you for: { $title }.
mail-request-button = Open your page
mail-refused-subject = { $tenant }: a document could not be accepted
mail-refused-text = A document that you sent could not be accepted.
mail-inquiry-subject = { $tenant } asks you to confirm something
mail-inquiry-text = { $tenant } is waiting for your answer.
mail-inquiry-button = See and answer
mail-inquiry-warning = Answer only if you expect this. If you do not, decline and tell { $tenant }.
mail-rejected-contact = If you have questions, contact { $tenant } and give this reference: { $reference }.
mail-code-subject = { $code } is your code for { $tenant }
mail-code-text = Your code is { $code }.
mail-code-warning = Never share this code. Nobody at { $tenant } will ask you for it.
sms-code = { $code } is your code for { $tenant }. Do not share it.

## Details, answers and forms
consent-purpose = { $tenant } has to know who its customers are.
document-details = Your details, exactly as on the document
document-surname = Surname
document-given_names = Given names
document-birth_on = Birth date
document-number = Document number
field-required = Please fill this in.
field-too-long = Please shorten this.
details-birth_on = Enter a birth date that exists, for example 1990-02-28.
contact-email = Enter an email address such as name@example.com.
contact-phone = Enter the whole number with country code, for example +49 30 123456.
code-wait = A code was sent just now. Wait a little before you ask for another.
questionnaire-other = Please describe
questionnaire-kept = Already sent: { $name }
questionnaire-remove = Remove it
error-form-title = This page was open for too long
error-form-text = Load it again. Nothing that you sent is lost.
error-upload-title = The file did not arrive complete
error-upload-text = The connection broke while it was sent. What you sent before is safe. Go back and send the file again.
error-expired-anyone = Links work for a limited time. Ask whoever sent it for a new one.
error-paused-anyone = Verifications are not accepted here right now. Your progress is saved. Please try later.
error-deletion-anyone = Deletion is planned. To continue, ask whoever sent the link to stop it first.
questionnaire-other-choice = Other
questionnaire-none-choice = None of these
