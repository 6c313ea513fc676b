### German. Keys and variables as in en.ftl.

## Every page
language-dir = ltr
page-title = { $step } · { $tenant }
skip-to-content = Zum Inhalt springen
language = Sprache
back = Zurück
progress = Schritt { $current } von { $total }
continue = Weiter
change = Ändern
change-what = Ändern: { $what }
cancel = Abbrechen
try-again = Noch einmal versuchen
optional = freiwillig
choose = Auswählen
yes = Ja
no = Nein
test-mode = Testmodus: hier zählt nichts
problem-title = Bitte beachten Sie
progress-is-saved = Ihr Fortschritt ist gespeichert. Sie können mit demselben Link zurückkehren.
reference = Vorgangsnummer
help = Brauchen Sie Hilfe? Schreiben Sie an { $mail }
tries-left = { $tries ->
    [one] Sie haben noch { $tries } Versuch.
   *[other] Sie haben noch { $tries } Versuche.
}

## Consent
step-consent = Bevor Sie beginnen
consent-title = { $tenant } bittet Sie, Ihre Identität zu bestätigen
consent-who = Wer fragt
consent-why = Warum
consent-what = Was Sie brauchen
consent-kept = Wie lange es aufbewahrt wird
consent-months = { $months ->
    [one] { $months } Monat, dann gelöscht
   *[other] { $months } Monate, dann gelöscht
}
consent-years = { $years ->
    [one] { $years } Jahr, dann gelöscht
   *[other] { $years } Jahre, dann gelöscht
}
consent-minutes = { $minutes ->
    [one] Das dauert etwa { $minutes } Minute.
   *[other] Das dauert etwa { $minutes } Minuten.
}
consent-agree = Zustimmen und beginnen
consent-decline = Ich stimme nicht zu
declined-title = Sie haben nicht zugestimmt
declined-text = Es wurde nichts erhoben. Um später zu beginnen, öffnen Sie Ihren Link erneut.

## Identity document
step-document = Ausweisdokument
document-choose-title = Welches Dokument verwenden Sie?
document-country = Ausstellendes Land
document-type = Art des Dokuments
document-passport = Reisepass
document-identity_card = Personalausweis
document-driving_licence = Führerschein
document-residence_permit = Aufenthaltstitel
document-front = Vorderseite
document-back = Rückseite
document-front-title = Fotografieren Sie die Vorderseite
document-back-title = Drehen Sie es jetzt um
document-passport-title = Fotografieren Sie die Seite mit dem Foto
document-guide = Halten Sie alle vier Ecken im Rahmen.
document-tips = Verwenden Sie das Original, legen Sie es flach hin und vermeiden Sie Spiegelungen.

## Selfie and address
step-selfie = Selfie
selfie-title = Machen Sie ein Selfie
selfie-guide = Schauen Sie geradeaus und halten Sie Ihr Gesicht im Oval.
selfie-tips = Wenden Sie sich zum Licht. Nehmen Sie Sonnenbrille und Mütze ab.
step-selfie_document = Selfie mit Dokument
selfie_document-title = Machen Sie ein Selfie mit Ihrem Dokument
selfie_document-guide = Halten Sie das Dokument neben Ihr Gesicht, ohne etwas zu verdecken.
selfie_document-tips = Ihr Gesicht und der Text des Dokuments sollten scharf sein.
step-address = Adressnachweis
address-title = Zeigen Sie, wo Sie wohnen
address-guide = Halten Sie die ganze Seite im Rahmen.
address-tips = Ein Kontoauszug, eine Rechnung oder ein amtliches Schreiben der letzten 3 Monate mit Ihrem Namen und Ihrer Adresse. Bild oder PDF.
step-additional = Weiteres Dokument
additional-title = Dokument zeigen
additional-guide = Die ganze Seite im Rahmen halten.
additional-tips = Vollständig, scharf und lesbar. Bild oder PDF.

## Camera and upload
camera-start = Kamera verwenden
camera-shoot = Foto aufnehmen
camera-use = Dieses Foto verwenden
camera-again = Neu aufnehmen
camera-live = Live-Kamera
camera-preview = Ihr aufgenommenes Foto
camera-dark = Zu dunkel. Drehen Sie sich zum Licht.
camera-bright = Zu hell. Gehen Sie etwas aus dem Licht.
camera-blurry = Noch nicht scharf. Gehen Sie etwas weiter weg.
camera-still = Bitte stillhalten.
camera-ready = Gut. So halten.
camera-check = Können Sie alles klar lesen?
camera-refused = Ihr Browser hat die Kamera nicht erlaubt. Sie können stattdessen ein Bild hochladen.
camera-missing = Es wurde keine Kamera gefunden. Sie können stattdessen ein Bild hochladen.
camera-busy = Eine andere App nutzt die Kamera. Schließen Sie diese App oder laden Sie ein Bild hoch.
upload-label = Bild auswählen
upload-label-pdf = Bild oder PDF auswählen
upload-instead = Stattdessen eine Datei hochladen
upload-drop = Sie können eine Datei auch hierher ziehen oder einfügen.
upload-formats = JPEG, PNG oder WebP, bis { $megabytes } MB
upload-formats-pdf = JPEG, PNG, WebP oder PDF, bis { $megabytes } MB
upload-send = Senden
upload-sending = Wird gesendet: { $percent }, noch { $left }
upload-checking = Gesendet. Die Datei wird jetzt geprüft.
upload-failed = Die Verbindung wurde unterbrochen. Ihre Datei ist noch da.
upload-cancelled = Das Senden wurde abgebrochen. Ihre Datei ist noch da.

## Continue on the phone
phone-title = Auf dem Telefon fortfahren
phone-text = Scannen Sie diesen Code mit der Kamera des Telefons. Diese Seite geht automatisch mit.
phone-alt = Code, der diese Überprüfung auf einem Telefon öffnet
phone-followed = Sie haben auf einem anderen Gerät weitergemacht. Diese Seite ist Ihnen gefolgt.

## Mail and phone codes
step-email = E-Mail-Adresse
email-title = Wie lautet Ihre E-Mail-Adresse?
email-label = E-Mail-Adresse
email-text = Sie erhalten einen Code zur Bestätigung.
step-phone = Telefonnummer
phone-number-title = Wie lautet Ihre Telefonnummer?
phone-number-label = Telefonnummer mit Ländervorwahl
phone-number-text = Sie erhalten einen Code per SMS.
code-title = Geben Sie den Code ein
code-label = Sechsstelliger Code
code-sent = Der Code wurde an { $address } gesendet.
code-expires = { $minutes ->
    [one] Er gilt { $minutes } Minute.
   *[other] Er gilt { $minutes } Minuten.
}
code-send = Code senden
code-confirm = Bestätigen
code-resend = Neuen Code senden
code-other-address = Andere Angabe verwenden
code-wrong = Dieser Code stimmt nicht. Prüfen Sie ihn oder fordern Sie einen neuen an.
code-expired = Dieser Code ist abgelaufen. Fordern Sie einen neuen an.
resume-title = Bestätigen Sie, dass Sie es sind
resume-text = Sie haben diesen Link auf einem neuen Gerät geöffnet. Geben Sie einen Code ein, um fortzufahren.

## Questionnaire
step-questionnaire = Fragen
questionnaire-required = Bitte beantworten Sie diese Frage.
questionnaire-invalid = Bitte prüfen Sie diese Antwort.
questionnaire-file-types = Diese Frage nimmt nur diese Dateien an: { $types }
questionnaire-too-long = Bitte kürzen Sie diese Antwort.
questionnaire-row = Aussage

## Device and location
step-device = Gerät und Standort
device-title = Teilen Sie Ihren Standort
device-text = { $tenant } fragt, welches Gerät Sie verwenden und wo Sie gerade sind. Das wird einmal gelesen, nur für diese Überprüfung.
device-what = Ihr Browser, Ihre Sprache, Zeitzone und Ihr ungefährer Standort
device-share = Teilen und weiter
device-skip = Ohne Standort weiter
device-asking = Ihr Browser bittet jetzt um Erlaubnis.
device-refused = Ihr Standort wurde nicht geteilt. Sie können ihn in den Browsereinstellungen erlauben oder ohne ihn weitermachen.
device-unavailable = Ihr Standort konnte nicht ermittelt werden. Versuchen Sie es erneut oder machen Sie ohne ihn weiter.

## Review and done
step-review = Überprüfen
review-title = Ist alles richtig?
review-text = Nach dem Senden sieht es sich ein Mensch an.
review-submit = Zur Prüfung senden
review-not-given = Nicht angegeben
review-shared = Geteilt
review-confirmed = Bestätigt
step-done = Fertig
done-title = Danke, wir haben alles
done-next = Wie es weitergeht
done-next-text = Ein Mensch prüft Ihre Angaben. { $tenant } teilt Ihnen das Ergebnis mit.
done-time = { $hours ->
    [one] Das dauert meist bis zu { $hours } Stunde.
   *[other] Das dauert meist bis zu { $hours } Stunden.
}
done-mail = Sie erhalten eine E-Mail an { $address }.
done-close = Sie können diese Seite schließen.

## A step that needs another try
refused-title = Noch ein Versuch: { $step }
refused-picture = Das Bild, das Sie gesendet haben
refused-why = Was nicht gepasst hat
refused-example = So sieht ein gutes aus
refused-good-document = Alle vier Ecken sichtbar, Text scharf, keine Spiegelungen.
refused-good-selfie = Ganzes Gesicht sichtbar, gleichmäßiges Licht, Augen offen.
refused-good-address = Ganze Seite sichtbar, mit Name, Adresse und Datum.
refused-retry = Diesen Schritt wiederholen

## Pages that end the way
error-expired-title = Dieser Link ist abgelaufen
error-expired-text = Links gelten nur eine begrenzte Zeit. Bitten Sie { $tenant } um einen neuen.
error-void-title = Dieser Link gilt nicht mehr
error-void-text = Ein neuerer Link wurde gesendet. Bitte verwenden Sie diesen oder bitten Sie um einen anderen.
error-finished-title = Sie sind bereits fertig
error-finished-text = Alles wurde gesendet. Es gibt nichts mehr zu tun.
error-paused-title = Die Überprüfung ist unterbrochen
error-paused-text = { $tenant } nimmt gerade keine Überprüfungen an. Ihr Fortschritt ist gespeichert. Bitte versuchen Sie es später.
error-deletion-title = Ihre Daten werden gelöscht
error-deletion-text = Die Löschung ist für { $date } geplant. Um fortzufahren, bitten Sie { $tenant }, sie vorher zu stoppen.
error-tries-title = Keine Versuche mehr
error-tries-text = Dieser Schritt wurde zu oft versucht. { $tenant } kann Ihnen weiterhelfen.
error-missing-title = Seite nicht gefunden
error-missing-text = Prüfen Sie, ob der ganze Link kopiert wurde, oder öffnen Sie ihn erneut aus Ihrer Nachricht.
error-busy-title = Bitte warten Sie einen Moment
error-busy-text = Es gab viele Anfragen auf einmal. Warten Sie eine Minute und versuchen Sie es erneut.
error-server-title = Bei uns ist etwas schiefgegangen
error-server-text = Was Sie bereits gesendet haben, ist sicher. Versuchen Sie es in ein paar Minuten erneut.

## Why a picture was refused at once
intake-empty = Die Datei ist leer. Wählen Sie sie erneut oder machen Sie ein neues Foto.
intake-too_large = Die Datei ist zu groß. Senden Sie eine mit höchstens { $megabytes } MB.
intake-unsupported = Diese Art von Datei kann nicht gelesen werden. Senden Sie ein Bild als JPEG, PNG oder WebP.
intake-heic = HEIC-Bilder können hier nicht gelesen werden. Speichern Sie es als JPEG oder machen Sie das Foto auf dieser Seite.
intake-animated = Bewegte Bilder können nicht verwendet werden. Senden Sie ein Standbild.
intake-too_many_pixels = Das Bild hat zu viele Pixel. Senden Sie ein kleineres.
intake-too_small = Das Bild ist zu klein zum Lesen. Senden Sie ein größeres.
intake-truncated = Die Datei ist nicht vollständig angekommen. Senden Sie sie erneut.
intake-corrupt = Die Datei ist beschädigt. Machen Sie ein neues Foto oder wählen Sie eine andere Datei.
intake-blank = Auf dem Bild ist nichts zu sehen. Machen Sie ein neues bei gutem Licht.
intake-encrypted_pdf = Das PDF braucht ein Passwort. Senden Sie eines ohne Passwort oder ein Bild.
intake-too_many_pages = Das PDF hat zu viele Seiten. Senden Sie nur die Seite mit Ihrer Adresse.
intake-active_pdf = Das PDF enthält Skripte oder Anhänge. Drucken Sie es in ein neues PDF oder senden Sie ein Bild.

## Why a step or the whole verification was not accepted
reason-document_unreadable = Das Dokument war nicht lesbar. Machen Sie ein schärferes Bild bei gutem Licht.
reason-document_expired = Das Dokument ist abgelaufen. Verwenden Sie ein gültiges.
reason-document_type_unsupported = Diese Art von Dokument wird hier nicht angenommen. Verwenden Sie ein anderes.
reason-document_incomplete = Ein Teil des Dokuments fehlt. Zeigen Sie alle vier Ecken und beide Seiten.
reason-face_not_visible = Ihr Gesicht war nicht gut zu sehen. Schauen Sie bei gleichmäßigem Licht geradeaus.
reason-face_mismatch = Das Gesicht im Selfie konnte dem Dokument nicht zugeordnet werden. Machen Sie ein neues Selfie.
reason-glare = Eine Spiegelung verdeckt einen Teil des Dokuments. Neigen Sie es etwas vom Licht weg.
reason-blur = Das Bild ist nicht scharf. Halten Sie still und warten Sie auf die Scharfstellung.
reason-screenshot_or_copy = Das sieht nach einer Kopie oder einem Bildschirmfoto aus. Verwenden Sie das Originaldokument.
reason-data_mismatch = Ihre Angaben weichen vom Dokument ab. Prüfen Sie sie und versuchen Sie es erneut.
reason-address_not_found = Ihre Adresse war auf der Seite nicht zu finden. Senden Sie eine mit Name und Adresse.
reason-address_document_old = Das Dokument ist zu alt. Senden Sie eines aus den letzten 3 Monaten.
reason-underage = Sie haben das erforderliche Alter noch nicht erreicht.
reason-suspected_fraud = Die Überprüfung konnte mit dem Gesendeten nicht abgeschlossen werden.
reason-duplicate = Sie sind bereits mit einem anderen Antrag überprüft.
reason-document_not_found = Auf dem Bild ist kein Dokument zu sehen. Fotografieren Sie Ihr Dokument.
reason-document_invalid = Dieses Dokument ist nicht gültig. Verwenden Sie ein anderes.
reason-upload_failed = Die Datei kam beschädigt an. Senden Sie sie noch einmal.
reason-country_not_accepted = Personen oder Dokumente aus diesem Land können nicht angenommen werden.
reason-too_many_tries = Es wurde zu oft ohne Erfolg versucht.
reason-address_unreadable = Der Adressnachweis ist nicht lesbar. Machen Sie ein schärferes Bild bei gutem Licht.
reason-address_mismatch = Ihre Angaben weichen vom Adressnachweis ab.
reason-timed_out = Die Prüfung wurde nicht rechtzeitig abgeschlossen.
reason-other = Das konnte nicht angenommen werden. Näheres steht im Hinweis.

## Your own page
me-title = Ihre Anfragen
me-lead = Was { $tenant } von Ihnen wissen möchte, erscheint hier.
me-open = Offen
me-none-title = Nichts zu tun
me-none-text = Wenn { $tenant } Sie etwas fragt, erscheint es sofort hier.
me-past = Frühere Antworten
me-new = Eine neue Anfrage ist eingetroffen.
me-back = Alle Anfragen
me-asks-transaction = { $tenant } bittet Sie, einen Vorgang zu bestätigen
me-asks-login = { $tenant } bittet Sie, eine Anmeldung zu bestätigen
me-asks-location = { $tenant } fragt, wo Sie sind
me-asks-device = { $tenant } fragt, welches Gerät Sie verwenden
me-asks-document = { $tenant } bittet Sie um ein Dokument
me-asked-at = Gefragt
me-answered-at = Beantwortet
me-ends-at = Endet
me-address = Internetadresse der Antwort
me-in-moment = in weniger als einer Minute
me-in-minutes = { $minutes ->
    [one] in { $minutes } Minute
   *[other] in { $minutes } Minuten
}
me-in-hours = { $hours ->
    [one] in { $hours } Stunde
   *[other] in { $hours } Stunden
}
me-in-days = { $days ->
    [one] in { $days } Tag
   *[other] in { $days } Tagen
}
me-approve = Bestätigen
me-decline = Ablehnen
me-not-you = Wenn Sie das nicht waren, lehnen Sie ab.
me-selfie-first = Machen Sie zum Bestätigen ein Selfie
me-selfie-why = Es zeigt, dass Sie es sind. { $tenant } erhält das Bild mit Ihrer Antwort. Zum Ablehnen ist kein Bild nötig.
me-selfie-check = Ist Ihr ganzes Gesicht scharf zu sehen?
me-selfie-missing = Zum Bestätigen ist ein Selfie nötig. Machen Sie zuerst eines.
me-location-what = { $tenant } erhält die Position, die dieses Gerät meldet. Sie wird einmal gelesen, wenn Sie die Schaltfläche drücken.
me-location-share = Meinen Standort teilen
me-location-refused = Ihr Standort wurde nicht geteilt. Sie können ihn in den Browsereinstellungen erlauben oder sich dagegen entscheiden.
me-location-unavailable = Ihr Standort konnte nicht ermittelt werden. Versuchen Sie es erneut oder entscheiden Sie sich dagegen.
me-location-missing = Ihr Standort ist nicht angekommen. Bitte versuchen Sie es erneut.
me-refuse = Nicht teilen
me-no-script = In diesem Browser sind Skripte aus, daher kann er Ihren Standort nicht mitteilen. Schalten Sie sie ein oder teilen Sie ihn nicht.
me-device-what = { $tenant } erhält die Art des Geräts und sein System, den Akkustand, die Art der Verbindung und Ihre Internetadresse, soweit dieser Browser sie mitteilt.
me-device-place = Wenn Sie zustimmen, wird auch Ihre Position übermittelt; sie wird einmal gelesen, wenn Sie die Schaltfläche drücken.
me-device-share = Nur das Gerät teilen
me-device-share-place = Gerät und Standort teilen
me-device-refused = Ihr Standort wurde nicht geteilt. Sie können ihn in den Browsereinstellungen erlauben oder nur das Gerät teilen.
me-device-unavailable = Ihr Standort konnte nicht ermittelt werden. Versuchen Sie es erneut oder teilen Sie nur das Gerät.
me-status-approved = Bestätigt
me-status-declined = Abgelehnt
me-status-answered = Geteilt
me-status-refused = Nicht geteilt
me-status-expired = Ohne Antwort beendet
me-approved-title = Sie haben das bestätigt
me-declined-title = Sie haben das abgelehnt
me-answered-title = Sie haben das geteilt
me-refused-title = Sie haben das nicht geteilt
me-expired-title = Diese Anfrage ist beendet
me-expired-text = Sie wurde nicht rechtzeitig beantwortet, daher wurde nichts bestätigt oder geteilt. Wenn Sie es noch brauchen, beginnen Sie bei { $tenant } von vorn.
me-told = { $tenant } hat Ihre Antwort.
me-already = Diese Anfrage wurde schon beantwortet. Eine Antwort zählt einmal.
me-push-title = Sofort von Anfragen erfahren
me-push-text = Dieser Browser kann Sie benachrichtigen, wenn { $tenant } etwas fragt. Was, steht nicht in der Benachrichtigung.
me-push-allow = Benachrichtigungen erlauben
me-push-on = In diesem Browser sind Benachrichtigungen an.
me-push-blocked = Benachrichtigungen sind blockiert. Sie können sie in den Browsereinstellungen erlauben.
me-push-failed = Benachrichtigungen ließen sich nicht einschalten. Bitte versuchen Sie es später.
me-install-text = Um diese Seite zur Hand zu haben, fügen Sie sie im Browsermenü zum Startbildschirm hinzu.
me-install = Als App installieren
me-notify-confirmation = { $tenant } bittet Sie, etwas zu bestätigen
me-notify-other = { $tenant } fragt Sie etwas
me-notify-text = Öffnen, um es zu sehen und zu antworten.

## Mails and text messages
mail-hello = Guten Tag { $name },
mail-hello-unnamed = Guten Tag,
mail-ignore = Wenn Sie diese Nachricht nicht erwartet haben, können Sie sie ignorieren.
mail-automatic = Diese Nachricht wurde für { $tenant } gesendet. Bitte antworten Sie nicht darauf.
mail-link-subject = { $tenant }: Bitte bestätigen Sie Ihre Identität
mail-link-text = { $tenant } bittet Sie, Ihre Identität zu bestätigen. Halten Sie Ihr Ausweisdokument bereit.
mail-link-button = Überprüfung beginnen
mail-link-until = Der Link gilt bis { $date }. Er ist nur für Sie; bitte leiten Sie ihn nicht weiter.
mail-resubmit-subject = { $tenant }: ein weiterer Schritt ist nötig
mail-resubmit-again = Vielen Dank für Ihre Angaben. Ein oder mehrere Schritte müssen wiederholt werden.
mail-resubmit-reason = Warum: { $reason }
mail-resubmit-button = Überprüfung fortsetzen
mail-approved-subject = { $tenant }: Ihre Überprüfung ist abgeschlossen
mail-approved-text = Ihre Überprüfung war erfolgreich. Es gibt nichts mehr zu tun.
mail-rejected-subject = { $tenant }: das Ergebnis Ihrer Überprüfung
mail-rejected-text = Ihre Überprüfung konnte nicht bestätigt werden.
mail-request-subject = { $tenant } bittet um ein Dokument: { $title }
mail-request-text = { $tenant } bittet Sie um: { $title }.
mail-request-button = Ihre Seite öffnen
mail-refused-subject = { $tenant }: Ein Dokument konnte nicht angenommen werden
mail-refused-text = Ein Dokument, das Sie gesendet haben, konnte nicht angenommen werden.
mail-inquiry-subject = { $tenant } bittet um Ihre Bestätigung
mail-inquiry-text = { $tenant } wartet auf Ihre Antwort.
mail-inquiry-button = Ansehen und antworten
mail-inquiry-warning = Antworten Sie nur, wenn Sie dies erwarten. Sonst lehnen Sie ab und sagen Sie { $tenant } Bescheid.
mail-rejected-contact = Bei Fragen wenden Sie sich an { $tenant } und nennen Sie diese Nummer: { $reference }.
mail-code-subject = { $code } ist Ihr Code für { $tenant }
mail-code-text = Ihr Code lautet { $code }.
mail-code-warning = Geben Sie diesen Code nie weiter. Niemand bei { $tenant } wird Sie danach fragen.
sms-code = { $code } ist Ihr Code für { $tenant }. Geben Sie ihn nicht weiter.

## Details, answers and forms
consent-purpose = { $tenant } muss wissen, wer seine Kunden sind.
document-details = Ihre Angaben, genau wie auf dem Dokument
document-surname = Nachname
document-given_names = Vornamen
document-birth_on = Geburtsdatum
document-number = Dokumentennummer
field-required = Bitte füllen Sie dieses Feld aus.
field-too-long = Bitte kürzen Sie diese Angabe.
details-birth_on = Geben Sie ein Geburtsdatum an, das es gibt, zum Beispiel 1990-02-28.
contact-email = Geben Sie eine E-Mail-Adresse wie name@example.com an.
contact-phone = Geben Sie die ganze Nummer mit Ländervorwahl an, zum Beispiel +49 30 123456.
code-wait = Gerade wurde ein Code gesendet. Warten Sie kurz, bevor Sie einen neuen anfordern.
questionnaire-other = Bitte beschreiben Sie es
questionnaire-kept = Bereits gesendet: { $name }
questionnaire-remove = Entfernen
error-form-title = Diese Seite war zu lange geöffnet
error-form-text = Laden Sie sie neu. Nichts, was Sie gesendet haben, ist verloren.
error-upload-title = Die Datei ist nicht vollständig angekommen
error-upload-text = Die Verbindung brach beim Senden ab. Was Sie vorher gesendet haben, ist sicher. Gehen Sie zurück und senden Sie die Datei noch einmal.
error-expired-anyone = Links gelten nur für begrenzte Zeit. Bitten Sie den Absender um einen neuen.
error-paused-anyone = Hier werden gerade keine Prüfungen angenommen. Ihr Fortschritt ist gespeichert. Bitte versuchen Sie es später.
error-deletion-anyone = Die Löschung ist geplant. Um fortzufahren, bitten Sie zuerst den Absender des Links, sie zu stoppen.
questionnaire-other-choice = Anderes
questionnaire-none-choice = Nichts davon
